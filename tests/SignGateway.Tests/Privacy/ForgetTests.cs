using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Privacy;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Privacy;

public sealed class ForgetTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    private readonly StandInData _data = new();
    private readonly StandInBucket _bucket = new();

    [Fact]
    public async Task without_a_setting_only_erased_records_are_forgotten()
    {
        await using var gateway = await StartAsync([]);
        await RoundAsync(gateway);

        var asked = Assert.Single(_data.Asked);
        Assert.Null(asked.State);
        Assert.True(asked.OverBefore < gateway.Time.GetUtcNow() - Grace);
    }

    [Fact]
    public async Task each_kind_of_record_has_its_time()
    {
        await using var gateway = await StartAsync(new()
        {
            ["SignGateway:Retention:Expired"] = "2.00:00:00",
            ["SignGateway:Retention:Deleted"] = "3.00:00:00",
            ["SignGateway:Retention:Rejected"] = "4.00:00:00",
            ["SignGateway:Profiles:keeping:KeepDeletedObjects"] = "true",
        });
        await RoundAsync(gateway);

        Assert.Equal([null, UploadState.Expired, UploadState.Prefix, UploadState.Deleted, UploadState.Rejected], _data.Asked.Select(asked => asked.State));
        var ages = _data.Asked.Select(asked => Math.Round((asked.EndedBefore - asked.OverBefore - Grace).TotalDays, 1));
        Assert.Equal([0, -2, -2, -3, -4], ages);
        Assert.All(_data.Asked, asked => Assert.Equal(["keeping"], asked.Keeping));
    }

    [Fact]
    public async Task a_rejected_upload_goes_with_its_object()
    {
        await using var gateway = await StartAsync(new() { ["SignGateway:Retention:Rejected"] = "2.00:00:00" });
        var grant = await RejectedAsync(gateway);
        await RoundAsync(gateway);

        Assert.False(_bucket.Holds(grant));
        Assert.Single(_data.Forgotten);
    }

    [Fact]
    public async Task a_rejected_upload_stays_while_OSS_does_not_answer()
    {
        await using var gateway = await StartAsync(new() { ["SignGateway:Retention:Rejected"] = "2.00:00:00" });
        await RejectedAsync(gateway);
        _bucket.Trouble = HttpStatusCode.ServiceUnavailable;
        await RoundAsync(gateway);

        Assert.Empty(_data.Forgotten);
    }

    private async Task<TestGateway> StartAsync(Dictionary<string, string?> settings)
    {
        var gateway = await TestGateway.StartAsync(settings, services => services.AddSingleton<IPersonalData>(_data));
        await gateway.StopSweepingAsync();
        gateway.Oss.Answer = _bucket.Answer;
        return gateway;
    }

    private async Task<JsonObject> RejectedAsync(TestGateway gateway)
    {
        var grant = await gateway.SignAsync();
        _bucket.Put(grant);
        _data.Records.Add((await gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None))! with { State = UploadState.Rejected });
        return grant;
    }

    // The next round begins when the one before is through.
    private Task<bool> RoundAsync(TestGateway gateway) => gateway.Time.PassUntilAsync(RoundsAsync(2), TimeSpan.FromMinutes(5));

    private async Task<bool> RoundsAsync(int count)
    {
        while (_data.Rounds < count)
            await Task.Yield();
        return true;
    }
}
