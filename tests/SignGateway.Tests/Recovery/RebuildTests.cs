using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Recovery;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Recovery;

public sealed class RebuildTests : LostLedger
{
    [Fact]
    public async Task restores_owner_and_file_name_and_what_else_the_ticket_says()
    {
        var grant = await Lost.SignAsync("""{"fileName":"猫 1.png","contentType":"image/png"}""");
        var modified = Gateway.Time.GetUtcNow().AddMinutes(3);
        Bucket.Put(grant).LastModified = modified;
        var noted = await RecordAsync(Lost, grant);

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync());

        var restored = await RecordAsync(Gateway, grant);
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
        var alices = await Lost.SignAsync();
        var bobs = await Lost.SignAsync(user: "bob");
        Bucket.Put(alices);
        Bucket.Put(bobs);

        await RebuildAsync();

        Assert.Equal("stored", (string)(await Gateway.FindAsync(bobs, "bob"))["state"]!);
        Assert.Equal("upload_not_found", (string)(await Gateway.FindAsync(bobs))["code"]!);
        Assert.Equal("upload_not_found", (string)(await Gateway.FindAsync(alices, "bob"))["code"]!);
    }

    [Fact]
    public async Task an_object_without_a_time_is_stored_now()
    {
        var grant = await PutAsync();
        var started = Gateway.Time.GetUtcNow();
        await RebuildAsync();
        Assert.InRange((await RecordAsync(Gateway, grant)).StoredAt!.Value, started, Gateway.Time.GetUtcNow());
    }

    [Fact]
    public async Task goes_through_every_page()
    {
        Bucket.PageSize = 3;
        var grants = new List<JsonObject>();
        for (var count = 0; count < 10; count++)
            grants.Add(await PutAsync());

        Assert.Equal(new RebuildReport(10, 10, 0, 0, 0), await RebuildAsync());

        foreach (var grant in grants)
            Assert.Equal("stored", (string)(await Gateway.FindAsync(grant))["state"]!);
        Assert.Equal(4, Gateway.Oss.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task keeps_to_its_prefix()
    {
        var grant = await PutAsync();
        Bucket.Put(await Lost.SignAsync(), "elsewhere/1");
        var key = (string)grant["key"]!;
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(key[..^1]));
    }

    [Fact]
    public async Task twice_comes_to_the_same()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        var first = await RecordAsync(Gateway, grant);

        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync());

        Assert.Equal(first, await RecordAsync(Gateway, grant));
    }

    [Fact]
    public async Task what_the_bucket_has_no_more_is_not_stored_any_more()
    {
        Bucket.PageSize = 1;
        var grants = new List<JsonObject>();
        for (var count = 0; count < 5; count++)
            grants.Add(await PutAsync());
        grants = [.. grants.OrderBy(grant => (string)grant["key"]!, StringComparer.Ordinal)];
        await RebuildAsync();
        foreach (var grant in (JsonObject[])[grants[0], grants[2], grants[4]])
            Bucket.Remove(grant);
        Gateway.Time.Pass(TimeSpan.FromDays(2));

        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0) { Missing = 3 }, await RebuildAsync(dryRun: true));
        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0) { Missing = 3 }, await RebuildAsync());

        var states = new List<UploadState>();
        foreach (var grant in grants)
            states.Add((await RecordAsync(Gateway, grant)).State);
        Assert.Equal([UploadState.Deleted, UploadState.Stored, UploadState.Deleted, UploadState.Stored, UploadState.Deleted], states);
        Assert.Equal(new RebuildReport(2, 0, 2, 0, 0), await RebuildAsync());
    }

    [Fact]
    public async Task a_missing_object_outside_its_prefix_is_not_its_concern()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        Bucket.Remove(grant);
        Gateway.Time.Pass(TimeSpan.FromDays(2));
        Assert.Equal(RebuildReport.Empty, await RebuildAsync("a-prefix-before/"));
        Assert.Equal(UploadState.Stored, (await RecordAsync(Gateway, grant)).State);
    }

    [Fact]
    public async Task a_record_of_another_content_follows_the_bucket()
    {
        var grant = await PutAsync();
        await RebuildAsync();
        Bucket.Put(grant).ETag = "0123456789ABCDEF0123456789ABCDEF";
        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync());
        Assert.Equal("0123456789ABCDEF0123456789ABCDEF", (await RecordAsync(Gateway, grant)).ETag);
    }

    [Fact]
    public async Task a_dry_run_tells_what_it_would_restore_and_writes_nothing()
    {
        var grant = await PutAsync();
        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(dryRun: true));
        Assert.Equal("upload_not_found", (string)(await Gateway.FindAsync(grant))["code"]!);
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

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Gateway.Rebuild.ExecuteAsync(Gateway.Bucket, "", false, progress, stop.Token));

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
        await Gateway.Rebuild.ExecuteAsync(Gateway.Bucket, "", false, new Told(report => found.Add(report.Found)), CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 20).Select(count => (long)count), found);
    }

    [Fact]
    public async Task a_note_that_is_still_there_keeps_its_vars()
    {
        var grant = await PutAsync();

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: Lost));

        var upload = await Lost.FindAsync(grant);
        Assert.Equal(("stored", "7"), ((string)upload["state"]!, (string)upload["vars"]!["album"]!));
        // What a late callback is answered says so too.
        Assert.Contains("\"album\":\"7\"", (await RecordAsync(Lost, grant)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_expired_upload_is_restored_with_its_vars()
    {
        var grant = await PutAsync();
        var noted = await RecordAsync(Lost, grant);
        Assert.True(await Lost.Ledger.ReplaceAsync(noted, noted with { State = UploadState.Expired, LookAt = null }, CancellationToken.None));

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: Lost));

        Assert.Equal("7", (string)(await Lost.FindAsync(grant))["vars"]!["album"]!);
    }

    [Fact]
    public async Task a_deleted_upload_stays_deleted()
    {
        var grant = await Lost.SignAsync();
        await Lost.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");
        Bucket.Put(grant);

        Assert.Equal(new RebuildReport(1, 0, 1, 0, 0), await RebuildAsync(gateway: Lost));

        Assert.Equal("deleted", (string)(await Lost.FindAsync(grant))["state"]!);
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
        rotated.Oss.Answer = Bucket.Answer;

        Assert.Equal(new RebuildReport(1, 1, 0, 0, 0), await RebuildAsync(gateway: rotated));

        Assert.Equal("alice", (await RecordAsync(rotated, grant)).Owner);
    }

    private sealed class Told(Action<RebuildReport> tell) : IProgress<RebuildReport>
    {
        public void Report(RebuildReport value) => tell(value);
    }
}
