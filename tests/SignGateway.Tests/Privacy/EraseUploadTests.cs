using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Privacy;
using SignGateway.Tests.Multipart;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Privacy;

public sealed class EraseUploadTests : IAsyncLifetime
{
    private MultipartFixture _upload = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _upload = await MultipartFixture.StartAsync(
        register: services => services.AddSingleton<IPersonalData>(provider => new StandInData(provider.GetRequiredService<IUploadLedger>())));

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    [Fact]
    public async Task a_grant_that_it_takes_back_counts_as_revoked()
    {
        var grant = await _upload.SignAsync();

        Assert.True((await EraseAsync(grant))!.IsRevoked);
        Assert.Equal("deleted", await _upload.StateAsync(grant));
    }

    [Fact]
    public async Task a_grant_that_it_takes_back_counts_as_revoked_also_where_the_sweep_is_faster_with_the_rest()
    {
        var grant = await _upload.SignAsync();
        await _upload.UrlsAsync(grant);
        SweepBeforeTheNextLook();

        Assert.True((await EraseAsync(grant))!.IsRevoked);
        Assert.Equal("deleted", await _upload.StateAsync(grant));
    }

    [Fact]
    public async Task a_grant_counts_as_revoked_once_however_often_OSS_has_to_be_asked()
    {
        var grant = await _upload.SignAsync();
        _upload.Parts.Instead["uploads"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var first = await EraseAsync(grant);
        _upload.Parts.Instead.Clear();
        var second = await EraseAsync(grant);

        Assert.Equal((true, true), (first!.IsFailed, first.IsRevoked));
        Assert.Equal((false, false), (second!.IsFailed, second.IsRevoked));
        Assert.Equal(1, new ErasureReport().With(first).With(second).GrantsRevoked);
    }

    [Fact]
    public async Task a_grant_that_its_owner_gave_back_does_not_count()
    {
        var grant = await _upload.SignAsync();
        Assert.Equal(HttpStatusCode.NoContent, await _upload.DeleteAsync(grant));

        Assert.False((await EraseAsync(grant))!.IsRevoked);
    }

    private async Task<ErasureStep?> EraseAsync(JsonObject grant) =>
        await _upload.Gateway.Erase.ExecuteAsync((await _upload.Gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), Token))!, Token);

    // By then it is noted that the upload is to be deleted, and due.
    private void SweepBeforeTheNextLook() => _upload.Parts.Instead["uploads"] = () =>
    {
        _upload.Parts.Instead.Clear();
        _upload.SweepAfterAsync(TimeSpan.FromMinutes(10)).GetAwaiter().GetResult();
        return null;
    };
}
