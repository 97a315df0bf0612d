using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>With <c>VerifyObject: Before</c> the object is looked at before the callback is answered.</summary>
public sealed class VerifyBeforeTests : IAsyncLifetime
{
    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:VerifyObject"] = "Before" });
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await _gateway.SignAsync();
        _bucket.Put(_grant);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task what_agrees_is_recorded_with_the_object_as_evidence()
    {
        var (status, answer) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("object", (string)answer["evidence"]!);
        Assert.Equal("callback", (string)answer["recordedBy"]!);
    }

    [Fact]
    public async Task a_repeat_does_not_look_again()
    {
        await new OssCallback(_grant).SendAsync(_gateway);
        await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Single(_gateway.Oss.Calls);
    }

    [Fact]
    public async Task another_size_is_refused_and_not_recorded()
    {
        _bucket.Put(_grant).Size = 1;
        await RefusedAsync(403, "ticket_mismatch");
    }

    [Fact]
    public async Task another_etag_is_refused_and_not_recorded()
    {
        _bucket.Put(_grant).ETag = "other";
        await RefusedAsync(403, "ticket_mismatch");
    }

    [Fact]
    public async Task an_object_without_our_ticket_is_refused_and_not_recorded()
    {
        _bucket.Put(_grant).Ticket = null;
        await RefusedAsync(403, "ticket_mismatch");
    }

    [Fact]
    public async Task an_absent_object_is_refused_and_not_recorded()
    {
        _gateway.Oss.Answer = new StandInBucket().Answer;
        await RefusedAsync(403, "ticket_mismatch");
    }

    [Fact]
    public async Task with_OSS_away_nothing_is_recorded()
    {
        _bucket.Trouble = HttpStatusCode.BadGateway;
        await RefusedAsync(503, "oss_unavailable");
    }

    [Fact]
    public async Task an_OSS_that_does_not_answer_costs_its_share_of_the_deadline()
    {
        _gateway.Oss.Gate = new TaskCompletionSource().Task;
        var started = _gateway.Time.GetUtcNow();
        var (status, _) = await _gateway.Time.PassUntilAsync(new OssCallback(_grant).SendAsync(_gateway), TimeSpan.FromMilliseconds(10));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.True(_gateway.Time.GetUtcNow() - started < TimeSpan.FromSeconds(4));
    }

    private async Task RefusedAsync(int status, string code)
    {
        var (answered, problem) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
        Assert.Equal("issued", (string)(await _gateway.FindAsync(_grant))["state"]!);
    }
}
