using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>Grants last 10 minutes here, the first look comes 5 minutes after their end, and 24 hours after it nothing can come any more.</summary>
public sealed class ReconcileTests : IAsyncLifetime
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(10) + TimeSpan.FromHours(24);

    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:default:VerifyObject"] = "Never",
            ["SignGateway:Profiles:watched:VerifyObject"] = "Background",
        });
        // Each test sweeps when it means to.
        await _gateway.StopSweepingAsync();
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await _gateway.SignAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task records_an_object_that_nobody_told_of()
    {
        _bucket.Put(_grant);

        await SweepAfterAsync(FirstLook);

        var upload = await _gateway.FindAsync(_grant);
        Assert.Equal("stored", (string)upload["state"]!);
        Assert.Equal("reconcile", (string)upload["recordedBy"]!);
        Assert.Equal("object", (string)upload["evidence"]!);
        Assert.Equal("7", (string)upload["vars"]!["album"]!);
    }

    [Fact]
    public async Task does_not_look_before_the_first_look_is_due()
    {
        await SweepAfterAsync(FirstLook - TimeSpan.FromSeconds(1));
        Assert.Empty(_gateway.Oss.Calls);
    }

    [Fact]
    public async Task looks_at_doubling_intervals_and_once_more_at_the_end()
    {
        var ended = _gateway.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        List<double> looks = [];
        while (await StateAsync() == "issued")
        {
            _gateway.Time.Pass(TimeSpan.FromMinutes(5));
            var before = Heads();
            await _gateway.SweepAsync();
            if (Heads() > before)
                looks.Add((_gateway.Time.GetUtcNow() - ended).TotalMinutes);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440], looks);
        Assert.Equal("expired", await StateAsync());
    }

    [Fact]
    public async Task an_expired_upload_is_not_looked_at_again()
    {
        await SweepAfterAsync(Over);
        var calls = _gateway.Oss.Calls.Count;
        await SweepAfterAsync(TimeSpan.FromDays(30));
        Assert.Equal(calls, _gateway.Oss.Calls.Count);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task trouble_changes_nothing_however_long_it_lasts(int status)
    {
        _bucket.Trouble = (HttpStatusCode)status;
        for (var day = 0; day < 5; day++)
            await SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal("issued", await StateAsync());

        _bucket.Trouble = null;
        _bucket.Put(_grant);
        await SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal("stored", await StateAsync());
    }

    [Fact]
    public async Task a_bucket_that_is_not_there_makes_nothing_expire()
    {
        _bucket.Exists = false;
        for (var day = 0; day < 5; day++)
            await SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal("issued", await StateAsync());
    }

    [Fact]
    public async Task an_object_without_our_ticket_counts_as_absent()
    {
        _bucket.Put(_grant).Ticket = null;
        await SweepAfterAsync(FirstLook);
        Assert.Equal("issued", await StateAsync());
        await SweepAfterAsync(Over);
        Assert.Equal("expired", await StateAsync());
    }

    [Fact]
    public async Task an_expired_upload_whose_object_is_there_after_all_is_recorded_by_confirm()
    {
        await SweepAfterAsync(Over);
        _bucket.Put(_grant);
        var (status, upload, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("stored", (string)upload["state"]!);
    }

    [Fact]
    public async Task proves_what_only_a_callback_spoke_for()
    {
        _grant = await WatchedAsync();
        _bucket.Put(_grant);
        await new OssCallback(_grant).SendAsync(_gateway);
        await _gateway.SweepAsync();
        Assert.Equal("object", await Eventually(async () => (string)(await _gateway.FindAsync(_grant))["evidence"]!, "object"));
        Assert.Equal("stored", await StateAsync());
    }

    [Fact]
    public async Task rejects_what_is_there_and_does_not_agree_and_takes_it_back_when_it_does()
    {
        _grant = await WatchedAsync();
        var stored = _bucket.Put(_grant);
        var ticket = stored.Ticket;
        stored.Ticket = null;
        await new OssCallback(_grant).SendAsync(_gateway);
        await _gateway.SweepAsync();
        Assert.Equal("rejected", await Eventually(StateAsync, "rejected"));

        stored.Ticket = ticket;
        await SweepAfterAsync(FirstLook);
        Assert.Equal("stored", await StateAsync());
    }

    [Fact]
    public async Task an_absent_object_of_a_forged_callback_is_not_yet_and_then_gone()
    {
        _grant = await WatchedAsync();
        await new OssCallback(_grant).SendAsync(_gateway);
        await SweepAfterAsync(TimeSpan.FromHours(23));
        Assert.Equal("stored", await StateAsync());

        await SweepAfterAsync(TimeSpan.FromHours(2));
        Assert.Equal("deleted", await StateAsync());
    }

    [Fact]
    public async Task the_record_follows_the_bucket()
    {
        _grant = await WatchedAsync();
        _bucket.Put(_grant).Size = 99;
        await new OssCallback(_grant).SendAsync(_gateway);
        await _gateway.SweepAsync();
        Assert.Equal(99, (long)JsonNode.Parse(await Eventually(async () => (await _gateway.FindAsync(_grant)).ToJsonString(), text => text.Contains("\"object\"", StringComparison.Ordinal)))!["size"]!);
    }

    [Fact]
    public async Task deletes_what_came_back_after_the_delete()
    {
        _bucket.Put(_grant);
        await new OssCallback(_grant).SendAsync(_gateway);
        await DeleteAsync();
        Assert.False(_bucket.Holds(_grant));

        _bucket.Put(_grant);
        await SweepAfterAsync(Over);

        Assert.False(_bucket.Holds(_grant));
        Assert.Equal("deleted", await StateAsync());
    }

    [Fact]
    public async Task deletes_what_came_under_a_revoked_grant()
    {
        await DeleteAsync();
        _bucket.Put(_grant);
        await SweepAfterAsync(Over);
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task leaves_a_strangers_object_under_a_deleted_key()
    {
        await DeleteAsync();
        _bucket.Put(_grant).Ticket = null;
        await SweepAfterAsync(Over);
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task finishes_a_delete_that_OSS_did_not_answer()
    {
        _bucket.Put(_grant);
        await new OssCallback(_grant).SendAsync(_gateway);
        _bucket.Trouble = HttpStatusCode.ServiceUnavailable;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await DeleteAsync());
        Assert.Equal("stored", await StateAsync());

        _bucket.Trouble = null;
        await SweepAfterAsync(FirstLook);

        Assert.False(_bucket.Holds(_grant));
        Assert.Equal("deleted", await StateAsync());
    }

    [Fact]
    public async Task trouble_ends_a_pass_early()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _gateway.SignAsync()));
        _bucket.Trouble = HttpStatusCode.ServiceUnavailable;
        _gateway.Time.Pass(FirstLook);
        Assert.False(await _gateway.SweepAsync());
        Assert.Equal(8, Heads());
    }

    [Fact]
    public async Task a_note_of_a_replica_that_plans_nothing_is_planned()
    {
        var old = (await _gateway.Ledger.FindAsync(Tickets(), CancellationToken.None))!;
        await _gateway.Ledger.ReplaceAsync(old, old with { LookAt = DateTimeOffset.UnixEpoch }, CancellationToken.None);
        await _gateway.SweepAsync();
        Assert.Empty(_gateway.Oss.Calls);
        Assert.Equal(old.ExpiresAt + TimeSpan.FromMinutes(5), (await _gateway.Ledger.FindAsync(Tickets(), CancellationToken.None))!.LookAt);
    }

    private SignGateway.Tickets.UploadId Tickets() => SignGateway.Tickets.UploadId.Parse((string)_grant["id"]!);

    private int Heads() => _gateway.Oss.Calls.Count(call => call.StartsWith("HEAD", StringComparison.Ordinal));

    private async Task SweepAfterAsync(TimeSpan time)
    {
        _gateway.Time.Pass(time);
        await _gateway.SweepAsync();
    }

    // The gateway's own sweep may have taken the row first.
    private static Task<string> Eventually(Func<Task<string>> read, string expected) => Eventually(read, text => text == expected);

    private static async Task<string> Eventually(Func<Task<string>> read, Func<string, bool> isThere)
    {
        for (var attempt = 0; ; attempt++)
        {
            var text = await read();
            if (isThere(text) || attempt == 500)
                return text;
            await Task.Delay(10);
        }
    }

    private Task<JsonObject> WatchedAsync() => _gateway.SignAsync("""{"fileName":"cat.png","contentType":"image/png","profile":"watched"}""");

    private async Task<string> StateAsync() => (string)(await _gateway.FindAsync(_grant))["state"]!;

    private async Task<HttpStatusCode> DeleteAsync() => (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}")).Status;
}
