using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads.History;
using Xunit;

namespace SignGateway.Tests.Content;

/// <summary>A profile whose looks read what is in the object. Granted is a picture; looks come 5 minutes after the end of 10.</summary>
public sealed class LookTests : IAsyncLifetime
{
    private static readonly byte[] Page = Encoding.ASCII.GetBytes("<html><script>alert(1)</script>");

    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public ValueTask InitializeAsync() => StartAsync("Background", "Delete");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task reads_the_first_bytes_and_nothing_more()
    {
        HttpRequestMessage? read = null;
        Put();
        _gateway.Oss.Answer = request =>
        {
            read = request.Method == HttpMethod.Get ? request : read;
            return _bucket.Answer(request);
        };
        Assert.Equal("stored", await ConfirmAsync());
        Assert.Equal("bytes=0-4095", read!.Headers.Range!.ToString());
        Assert.True(read.Headers.Contains("Authorization"));
    }

    [Fact]
    public async Task asks_for_no_more_than_there_is()
    {
        HttpRequestMessage? read = null;
        Put().Size = 20;
        _gateway.Oss.Answer = request =>
        {
            read = request.Method == HttpMethod.Get ? request : read;
            return _bucket.Answer(request);
        };
        Assert.Equal("stored", await ConfirmAsync());
        Assert.Equal("bytes=0-19", read!.Headers.Range!.ToString());
    }

    [Fact]
    public async Task an_OSS_that_sends_everything_is_cut_off()
    {
        var body = new CountedBody(SmallFiles.ByFormat["PNG"]);
        Put().Size = 1L << 30;
        _gateway.Oss.Answer = request =>
        {
            if (request.Method != HttpMethod.Get)
                return _bucket.Answer(request);
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"5B3C1A2E053D763E1B002CC607C5A0FE\"");
            return answer;
        };
        Assert.Equal("stored", await ConfirmAsync());
        Assert.InRange(body.Taken, 4096, 64 * 1024);
        Assert.True(body.IsClosed);
    }

    [Fact]
    public async Task an_empty_object_is_not_read()
    {
        await StartAsync("Background", "Delete", ("MinBytes", "0"));
        Put().Size = 0;
        Assert.Equal("stored", await ConfirmAsync());
        Assert.DoesNotContain(_gateway.Oss.Calls, call => call.StartsWith("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    public async Task what_cannot_be_read_is_not_judged_and_looked_at_again(HttpStatusCode trouble)
    {
        var stored = Put(Page);
        stored.ReadTrouble = trouble;
        Assert.Equal("oss_unavailable", await ConfirmAsync());
        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("issued", await StateAsync());
        Assert.True(_bucket.Holds(_grant));

        stored.ReadTrouble = null;
        await SweepAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal("rejected", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task bytes_of_another_object_are_not_judged()
    {
        Put(Page).ReadETag = "other";
        Assert.Equal("oss_unavailable", await ConfirmAsync());
        Assert.Equal("issued", await StateAsync());
    }

    [Fact]
    public async Task the_refusal_says_what_was_found()
    {
        Put(Page);
        var (_, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Equal("The object's content (it begins as HTML) is not what was granted; sign a new upload.", (string)problem["detail"]!);
        await _gateway.StopAsync();
        Assert.Contains(await _gateway.HistoryAsync(_grant), entry => entry.Event == HistoryEvents.Confirm && entry.Detail["reason"] == "content (it begins as HTML)");
    }

    [Fact]
    public async Task a_delete_reads_nothing()
    {
        Put();
        await ConfirmAsync();
        var reads = Reads();
        var (status, _, _) = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(reads, Reads());
    }

    [Fact]
    public async Task with_before_the_callback_is_refused_and_the_upload_rejected_at_once()
    {
        await StartAsync("Before", "Reject");
        Put(Page);
        var (status, problem) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal((403, "ticket_mismatch"), ((int)status, (string)problem["code"]!));
        Assert.Equal("rejected", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task with_before_the_right_object_is_recorded_after_a_wrong_one()
    {
        await StartAsync("Before", "Reject");
        Put(Page);
        await new OssCallback(_grant).SendAsync(_gateway);
        Put();
        var (status, answer) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal((200, "object"), ((int)status, (string)answer["evidence"]!));
    }

    [Fact]
    public async Task with_before_and_delete_the_sweep_hears_of_it_at_once()
    {
        var deleted = new TaskCompletionSource();
        await StartAsync("Before", "Delete");
        Put(Page);
        _gateway.Oss.Answer = request =>
        {
            var answer = _bucket.Answer(request);
            if (request.Method == HttpMethod.Delete)
                deleted.SetResult();
            return answer;
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await new OssCallback(_grant).SendAsync(_gateway)).Status);
        await deleted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task with_before_and_OSS_away_in_the_middle_nothing_is_recorded()
    {
        await StartAsync("Before", "Delete");
        Put(Page).ReadTrouble = HttpStatusCode.BadGateway;
        var (status, problem) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal((503, "oss_unavailable"), ((int)status, (string)problem["code"]!));
        Assert.Equal("issued", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task a_rebuild_restores_nothing_of_another_content()
    {
        Put(Page);
        var report = await _gateway.Rebuild.ExecuteAsync(_gateway.Bucket, "", false, null, TestContext.Current.CancellationToken);
        Assert.Equal((1, 0), (report.Foreign, report.Restored));
        Assert.True(_bucket.Holds(_grant));
    }

    [Theory]
    [InlineData("Reject", true)]
    [InlineData("Delete", false)]
    public async Task what_the_sweep_finds_in_a_directory_is_turned_away_too(string wanted, bool stays)
    {
        await StartAsync("Background", wanted, ("AllowPrefixGrants", "true"));
        var (_, prefix, _) = await _gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4");
        var good = OssCallback.FormOf(prefix, "good.png", "image/png");
        var bad = OssCallback.FormOf(prefix, "bad.png", "image/png");
        _bucket.Put(good).Start = SmallFiles.ByFormat["PNG"];
        _bucket.Put(bad).Start = Page;

        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        var (_, list, _) = await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads");
        var states = list["items"]!.AsArray().Where(item => (string)item!["id"]! != (string)_grant["id"]!).ToDictionary(item => (string)item!["fileName"]!, item => (string)item!["state"]!);
        Assert.Equal(new() { ["good.png"] = "stored", ["bad.png"] = "rejected" }, states);
        Assert.True(_bucket.Holds(good));
        Assert.Equal(stays, _bucket.Holds(bad));
    }

    private async ValueTask StartAsync(string verify, string content, params (string Key, string Value)[] more)
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        var settings = new Dictionary<string, string?>
        {
            ["SignGateway:Profiles:default:VerifyObject"] = verify,
            ["SignGateway:Profiles:default:VerifyContent"] = content,
            ["SignGateway:Reconcile:Interval"] = "1.00:00:00",
        };
        foreach (var (key, value) in more)
            settings[$"SignGateway:Profiles:default:{key}"] = value;
        _gateway = await TestGateway.StartAsync(settings);
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await _gateway.SignAsync();
    }

    private StoredObject Put(byte[]? start = null)
    {
        var stored = _bucket.Put(_grant);
        stored.Start = start ?? SmallFiles.ByFormat["PNG"];
        return stored;
    }

    private int Reads() => _gateway.Oss.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal));

    private async Task<string> ConfirmAsync()
    {
        var (_, body, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        return (string?)body["code"] ?? (string)body["state"]!;
    }

    private async Task<string> StateAsync() => (string)(await _gateway.FindAsync(_grant))["state"]!;

    private async Task SweepAfterAsync(TimeSpan time)
    {
        _gateway.Time.Pass(time);
        await _gateway.SweepAsync();
    }
}
