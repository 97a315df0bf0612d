using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Recovery;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>One gateway signed, and lost its ledger; another one with the same keys, the same bucket and an empty ledger rebuilds it.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private readonly StandInBucket _bucket = new();
    private TestGateway _lost = null!;
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _lost = await TestGateway.StartAsync(Quiet());
        _gateway = await TestGateway.StartAsync(Quiet());
        _lost.Oss.Answer = _bucket.Answer;
        _gateway.Oss.Answer = _bucket.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task restores_owner_and_file_name_and_what_else_the_ticket_says()
    {
        var grant = await _lost.SignAsync("""{"fileName":"猫 1.png","contentType":"image/png"}""");
        var modified = _gateway.Time.GetUtcNow().AddMinutes(3);
        _bucket.Put(grant).LastModified = modified;
        var noted = await RecordAsync(_lost, grant);

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync());

        var restored = await RecordAsync(_gateway, grant);
        Assert.Equal(("alice", "猫 1.png", "image/png", "default"), (restored.Owner, restored.FileName, restored.ContentType, restored.Profile));
        Assert.Equal((noted.IssuedAt, noted.ExpiresAt), (restored.IssuedAt, restored.ExpiresAt));
        Assert.Equal((UploadState.Stored, RecordedBy.Reconcile, Evidence.Object), (restored.State, restored.RecordedBy, restored.Evidence));
        Assert.Equal((48213, "5B3C1A2E053D763E1B002CC607C5A0FE"), (restored.Size, restored.ETag));
        Assert.Equal(modified, restored.StoredAt);
        Assert.Empty(restored.Vars);
        Assert.Null(restored.LookAt);
    }

    [Fact]
    public async Task what_it_restores_is_its_owners_alone()
    {
        var alices = await _lost.SignAsync();
        var bobs = await _lost.SignAsync(user: "bob");
        _bucket.Put(alices);
        _bucket.Put(bobs);

        await RebuildAsync();

        Assert.Equal("stored", (string)(await _gateway.FindAsync(bobs, "bob"))["state"]!);
        Assert.Equal("upload_not_found", (string)(await _gateway.FindAsync(bobs))["code"]!);
        Assert.Equal("upload_not_found", (string)(await _gateway.FindAsync(alices, "bob"))["code"]!);
    }

    [Fact]
    public async Task an_object_without_a_time_is_stored_now()
    {
        var grant = await PutAsync();
        var started = _gateway.Time.GetUtcNow();
        await RebuildAsync();
        Assert.InRange((await RecordAsync(_gateway, grant)).StoredAt!.Value, started, _gateway.Time.GetUtcNow());
    }

    [Fact]
    public async Task goes_through_every_page()
    {
        _bucket.PageSize = 3;
        var grants = new List<JsonObject>();
        for (var count = 0; count < 10; count++)
            grants.Add(await PutAsync());

        Assert.Equal(new RebuildReport(10, 10, 0, 0, 0), await RebuildAsync());

        foreach (var grant in grants)
            Assert.Equal("stored", (string)(await _gateway.FindAsync(grant))["state"]!);
        Assert.Equal(4, _gateway.Oss.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task keeps_to_its_prefix()
    {
        var grant = await PutAsync();
        _bucket.Put(await _lost.SignAsync(), "elsewhere/1");
        var key = (string)grant["key"]!;
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(key[..^1]));
    }

    [Fact]
    public async Task twice_comes_to_the_same()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        var first = await RecordAsync(_gateway, grant);

        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync());

        Assert.Equal(first, await RecordAsync(_gateway, grant));
    }

    [Fact]
    public async Task what_the_bucket_has_no_more_is_not_stored_any_more()
    {
        _bucket.PageSize = 1;
        var grants = new List<JsonObject>();
        for (var count = 0; count < 5; count++)
            grants.Add(await PutAsync());
        grants = [.. grants.OrderBy(grant => (string)grant["key"]!, StringComparer.Ordinal)];
        await RebuildAsync();
        foreach (var grant in (JsonObject[])[grants[0], grants[2], grants[4]])
            _bucket.Remove(grant);
        _gateway.Time.Pass(TimeSpan.FromDays(2));

        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0) { Missing = 3 }, await RebuildAsync(dryRun: true));
        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0) { Missing = 3 }, await RebuildAsync());

        var states = new List<UploadState>();
        foreach (var grant in grants)
            states.Add((await RecordAsync(_gateway, grant)).State);
        Assert.Equal([UploadState.Deleted, UploadState.Stored, UploadState.Deleted, UploadState.Stored, UploadState.Deleted], states);
        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0), await RebuildAsync());
    }

    [Fact]
    public async Task a_missing_object_outside_its_prefix_is_not_its_concern()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        _bucket.Remove(grant);
        _gateway.Time.Pass(TimeSpan.FromDays(2));
        Assert.Equal(RebuildReport.Empty, await RebuildAsync("a-prefix-before/"));
        Assert.Equal(UploadState.Stored, (await RecordAsync(_gateway, grant)).State);
    }

    [Fact]
    public async Task a_record_of_another_content_follows_the_bucket()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        _bucket.Put(grant).ETag = "0123456789ABCDEF0123456789ABCDEF";
        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync());
        Assert.Equal("0123456789ABCDEF0123456789ABCDEF", (await RecordAsync(_gateway, grant)).ETag);
    }

    [Fact]
    public async Task a_dry_run_tells_what_it_would_restore_and_writes_nothing()
    {
        var grant = await PutAsync();
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(dryRun: true));
        Assert.Equal("upload_not_found", (string)(await _gateway.FindAsync(grant))["code"]!);
    }

    [Fact]
    public async Task stopped_and_run_again_it_restores_the_rest()
    {
        for (var count = 0; count < 50; count++)
            await PutAsync();
        using var stop = new CancellationTokenSource();
        RebuildReport? reached = null;
        var progress = new Told(report =>
        {
            reached = report;
            if (report.Found == 20)
                stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.Rebuild.ExecuteAsync(_gateway.Bucket, "", false, progress, stop.Token));

        Assert.InRange(reached!.Restored, 20, 49);
        var again = await RebuildAsync();
        Assert.Equal((50, 50, 0), (again.Found, again.Restored + again.AlreadyThere, again.Failed));
        Assert.InRange(again.AlreadyThere, reached.Restored, 49);
    }

    [Fact]
    public async Task tells_its_progress_object_by_object()
    {
        for (var count = 0; count < 20; count++)
            await PutAsync();
        List<long> found = [];
        await _gateway.Rebuild.ExecuteAsync(_gateway.Bucket, "", false, new Told(report => found.Add(report.Found)), CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 20).Select(count => (long)count), found);
    }

    [Fact]
    public async Task a_note_that_is_still_there_keeps_its_vars()
    {
        var grant = await PutAsync();

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: _lost));

        var upload = await _lost.FindAsync(grant);
        Assert.Equal(("stored", "7"), ((string)upload["state"]!, (string)upload["vars"]!["album"]!));
        // What a late callback is answered says so too.
        Assert.Contains("\"album\":\"7\"", (await RecordAsync(_lost, grant)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_expired_upload_is_restored_with_its_vars()
    {
        var grant = await PutAsync();
        var noted = await RecordAsync(_lost, grant);
        Assert.True(await _lost.Ledger.ReplaceAsync(noted, noted with { State = UploadState.Expired, LookAt = null }, CancellationToken.None));

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: _lost));

        Assert.Equal("7", (string)(await _lost.FindAsync(grant))["vars"]!["album"]!);
    }

    [Fact]
    public async Task a_deleted_upload_stays_deleted()
    {
        var grant = await _lost.SignAsync();
        await _lost.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");
        _bucket.Put(grant);

        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync(gateway: _lost));

        Assert.Equal("deleted", (string)(await _lost.FindAsync(grant))["state"]!);
    }

    [Fact]
    public async Task a_ticket_of_an_archived_key_counts()
    {
        var grant = await PutAsync();
        await using var rotated = await TestGateway.StartAsync(Quiet(new()
        {
            ["SignGateway:Tickets:Keys:1:Id"] = "k2",
            ["SignGateway:Tickets:Keys:1:Secret"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("another secret of thirty-two bytes or more")),
            ["SignGateway:Tickets:Keys:1:Use"] = "current",
            ["SignGateway:Tickets:Keys:0:Use"] = "archive",
        }));
        rotated.Oss.Answer = _bucket.Answer;

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: rotated));

        Assert.Equal("alice", (await RecordAsync(rotated, grant)).Owner);
    }

    [Fact]
    public async Task a_ticket_of_a_key_that_we_do_not_have_is_foreign()
    {
        await PutAsync();
        await using var stranger = await TestGateway.StartAsync(Quiet(new() { ["SignGateway:Tickets:Keys:0:Id"] = "k9" }));
        stranger.Oss.Answer = _bucket.Answer;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync(gateway: stranger));
        Assert.Contains(stranger.Log.Lines, line => line.Contains("key is not in the ring", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("junk")]
    public async Task an_object_without_our_ticket_is_foreign(string? ticket)
    {
        _bucket.Put(await _lost.SignAsync()).Ticket = ticket;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
    }

    [Theory]
    [InlineData("copies/cat.png")]
    [InlineData("up/../and/./down")]
    [InlineData("名 ?#%2F+&")]
    public async Task a_copy_under_another_key_is_foreign(string key)
    {
        var grant = await _lost.SignAsync();
        _bucket.Put(grant, key);
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
        Assert.Equal("upload_not_found", (string)(await _gateway.FindAsync(grant))["code"]!);
    }

    [Fact]
    public async Task an_object_of_another_bucket_is_foreign()
    {
        await PutAsync();
        await using var elsewhere = await TestGateway.StartAsync(Quiet(new() { ["SignGateway:Oss:Bucket"] = "other-bucket" }));
        elsewhere.Oss.Answer = _bucket.Answer;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync(gateway: elsewhere));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("content type")]
    [InlineData("content encoding")]
    public async Task an_object_that_is_not_what_was_granted_is_foreign_and_the_log_says_why(string difference)
    {
        var stored = _bucket.Put(await _lost.SignAsync());
        stored.Size = difference == "size" ? 0 : stored.Size;
        stored.ContentType = difference == "content type" ? "text/html" : stored.ContentType;
        stored.ContentEncoding = difference == "content encoding" ? "gzip" : null;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
        Assert.Contains(_gateway.Log.Lines, line => line.Contains($"its {difference} is not what was granted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_object_that_cannot_be_looked_at_is_asked_for_three_times_and_has_failed()
    {
        var grant = await _lost.SignAsync();
        _bucket.Put(grant).Trouble = HttpStatusCode.ServiceUnavailable;
        await PutAsync();
        Assert.Equal(new RebuildReport(2, 1, 0, 0, 1), await RebuildAsync());
        Assert.Equal(3, _gateway.Oss.Calls.Count(call => call.EndsWith((string)grant["key"]!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task an_OSS_that_fails_twice_is_asked_again()
    {
        var stored = _bucket.Put(await _lost.SignAsync());
        var answers = 0;
        _gateway.Oss.Answer = request => request.Method == HttpMethod.Head && ++answers < 3 ? null : _bucket.Answer(request);
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync());
    }

    [Fact]
    public async Task an_object_that_went_since_it_was_listed_is_not_counted()
    {
        _bucket.Put(await _lost.SignAsync()).Trouble = HttpStatusCode.NotFound;
        Assert.Equal(RebuildReport.Empty, await RebuildAsync());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task a_bucket_that_cannot_be_listed_stops_it(int status)
    {
        _bucket.Trouble = (HttpStatusCode)status;
        var report = await RebuildAsync();
        Assert.Equal(0, report.Found);
        Assert.StartsWith("the bucket cannot be listed", report.StoppedBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task a_ledger_that_stays_away_stops_it(int failures, bool goesOn)
    {
        await PutAsync();
        var ledger = new FaultyLedger { Fault = _ => failures-- > 0 ? throw new LedgerUnavailableException("away") : Task.CompletedTask };
        await using var gateway = await TestGateway.StartAsync(Quiet(), services => services.AddSingleton<IUploadLedger>(ledger));
        gateway.Oss.Answer = _bucket.Answer;
        if (goesOn)
            Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: gateway));
        else
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => RebuildAsync(gateway: gateway));
    }

    private static Dictionary<string, string?> Quiet(Dictionary<string, string?>? more = null) =>
        new(more ?? []) { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" };

    private async Task<JsonObject> PutAsync()
    {
        var grant = await _lost.SignAsync();
        _bucket.Put(grant);
        return grant;
    }

    private static async Task<UploadRecord> RecordAsync(TestGateway gateway, JsonObject grant) =>
        (await gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None))!;

    private Task<RebuildReport> RebuildAsync(string prefix = "", bool dryRun = false, TestGateway? gateway = null)
    {
        gateway ??= _gateway;
        return gateway.Time.PassUntilAsync(gateway.Rebuild.ExecuteAsync(gateway.Bucket, prefix, dryRun, null, CancellationToken.None), TimeSpan.FromMilliseconds(100));
    }

    private sealed class Told(Action<RebuildReport> tell) : IProgress<RebuildReport>
    {
        public void Report(RebuildReport value) => tell(value);
    }
}
