using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads.Audit;
using Xunit;

namespace SignGateway.Tests.Admin.Actions;

public sealed class ActionTests : IAsyncLifetime
{
    private const string Absent = "01jgfjjz00000000000000000a";

    private readonly FaultyAudit _audit = new();
    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;

    public static TheoryData<string, string> Actions { get; } = new() { { "POST", "/look" }, { "DELETE", "" }, { "GET", "/content" } };

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" }, services => services.AddSingleton<IAuditStore>(_audit));
        _gateway.Oss.Answer = _bucket.Answer;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_look_proves_what_a_callback_said()
    {
        var grant = await StoreAsync();

        var (status, body) = await DoAsync(grant, "POST", "/look");

        Assert.Equal((200, "agrees", null), (status, (string)body["look"]!, (string?)body["reason"]));
        Assert.Equal(("stored", "object", "alice"), ((string)body["upload"]!["state"]!, (string)body["upload"]!["evidence"]!, (string)body["upload"]!["userId"]!));
        Assert.Equal(
            """{"at":"2026-01-01T12:00:00Z","who":"ann","action":"look","target":"ID","before":{"state":"stored","evidence":"callback","size":"48213","etag":"5B3C1A2E053D763E1B002CC607C5A0FE"},"after":{"state":"stored","evidence":"object","size":"48213","etag":"5B3C1A2E053D763E1B002CC607C5A0FE","look":"agrees"}}""",
            (await LastAsync()).ToJsonString().Replace((string)grant["id"]!, "ID", StringComparison.Ordinal));
        var history = (await _gateway.ReadAsync($"/uploads/{grant["id"]}"))["history"]![0]!;
        Assert.Equal(("look", """{"look":"agrees","state":"stored"}"""), ((string)history["event"]!, history["detail"]!.ToJsonString()));
    }

    [Fact]
    public async Task a_look_records_an_upload_that_nobody_told_of()
    {
        var grant = await _gateway.SignAsync();
        _bucket.Put(grant);

        var (_, body) = await DoAsync(grant, "POST", "/look");

        Assert.Equal(("stored", "reconcile"), ((string)body["upload"]!["state"]!, (string)body["upload"]!["recordedBy"]!));
    }

    [Fact]
    public async Task a_look_rejects_an_object_that_is_not_what_was_granted()
    {
        var grant = await StoreAsync();
        _bucket.Put(grant).ContentType = "text/html";

        var (_, body) = await DoAsync(grant, "POST", "/look");

        Assert.Equal(("differs", "content type", "rejected"), ((string)body["look"]!, (string)body["reason"]!, (string)body["upload"]!["state"]!));
        Assert.Equal("rejected", (string)(await LastAsync())["after"]!["state"]!);
    }

    [Fact]
    public async Task a_look_that_OSS_does_not_answer_changes_nothing()
    {
        var grant = await StoreAsync();
        _bucket.Trouble = HttpStatusCode.Forbidden;

        var (status, body) = await DoAsync(grant, "POST", "/look");

        Assert.Equal((200, "unavailable", "stored"), (status, (string)body["look"]!, (string)body["upload"]!["state"]!));
        Assert.NotNull(body["reason"]);
    }

    [Theory]
    [InlineData("issued")]
    [InlineData("stored")]
    [InlineData("deleted")]
    public async Task a_delete_ends_deleted_whatever_was_before_and_again_and_again(string state)
    {
        var grant = state == "issued" ? await _gateway.SignAsync() : await StoreAsync();
        if (state == "deleted")
            await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");

        Assert.Equal(204, (await DoAsync(grant, "DELETE", "")).Status);
        Assert.False(_bucket.Holds(grant));
        Assert.Equal((state, "deleted"), ((string)(await LastAsync())["before"]!["state"]!, (string)(await LastAsync())["after"]!["state"]!));
        Assert.Equal(204, (await DoAsync(grant, "DELETE", "")).Status);
        Assert.Equal("deleted", (string)(await _gateway.FindAsync(grant))["state"]!);
    }

    [Fact]
    public async Task a_delete_that_OSS_does_not_answer_says_so_in_the_audit_log()
    {
        var grant = await StoreAsync();
        _bucket.Trouble = HttpStatusCode.ServiceUnavailable;

        var (status, problem) = await DoAsync(grant, "DELETE", "");

        Assert.Equal((503, "oss_unavailable"), (status, (string)problem["code"]!));
        Assert.Equal(("stored", "oss_unavailable"), ((string)(await LastAsync())["after"]!["state"]!, (string)(await LastAsync())["after"]!["code"]!));
    }

    [Fact]
    public async Task two_administrators_who_delete_at_once_both_succeed_and_are_both_written_down()
    {
        var grant = await StoreAsync();
        var gate = new TaskCompletionSource();
        _gateway.Oss.Gate = gate.Task;
        var both = new[] { DoAsync(grant, "DELETE", ""), DoAsync(grant, "DELETE", "") };
        await _gateway.Time.PassUntilAsync(BothAskAsync(), TimeSpan.FromMilliseconds(1));
        gate.SetResult();

        Assert.All(await Task.WhenAll(both), answer => Assert.Equal(204, answer.Status));
        var entries = (await _gateway.ReadAsync("/audit"))["items"]!.AsArray();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal("deleted", (string)entry!["after"]!["state"]!));
    }

    [Fact]
    public async Task one_looks_while_another_deletes_and_the_delete_has_the_last_word()
    {
        var grant = await StoreAsync();
        var gate = new TaskCompletionSource();
        _gateway.Oss.Gate = gate.Task;
        var look = DoAsync(grant, "POST", "/look");
        var delete = DoAsync(grant, "DELETE", "");
        await _gateway.Time.PassUntilAsync(BothAskAsync(), TimeSpan.FromMilliseconds(1));
        gate.SetResult();

        Assert.Equal((200, 204), ((await look).Status, (await delete).Status));
        Assert.Equal("deleted", (string)(await _gateway.FindAsync(grant))["state"]!);
        Assert.False(_bucket.Holds(grant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?disposition=attachment")]
    public async Task content_is_a_link_that_ends_soon_and_is_written_down(string query)
    {
        var grant = await StoreAsync();

        var (status, body, response) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/admin/uploads/{grant["id"]}/content{query}", AdminCalls.Admin, roles: AdminCalls.Role);

        Assert.Equal((200, 60), ((int)status, (int)body["expiresIn"]!));
        Assert.Contains((string)grant["key"]!, (string)body["url"]!, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(("content", "ann", (string)grant["id"]!), ((string)(await LastAsync())["action"]!, (string)(await LastAsync())["who"]!, (string)(await LastAsync())["target"]!));
    }

    [Fact]
    public async Task what_is_not_stored_has_no_content()
    {
        var (status, problem) = await DoAsync(await _gateway.SignAsync(), "GET", "/content");
        Assert.Equal((409, "upload_not_stored"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task a_disposition_that_does_not_exist_is_refused()
    {
        var (status, problem) = await DoAsync(await StoreAsync(), "GET", "/content?disposition=other");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task what_cannot_be_written_down_does_not_happen(string verb, string action)
    {
        var grant = await StoreAsync();
        _audit.Away = true;

        var (status, body) = await DoAsync(grant, verb, action);

        Assert.Equal((503, "ledger_unavailable"), (status, (string)body["code"]!));
        Assert.Empty(_gateway.Oss.Calls);
        Assert.Equal(("stored", "callback"), ((string)(await _gateway.FindAsync(grant))["state"]!, (string)(await _gateway.FindAsync(grant))["evidence"]!));
    }

    [Theory]
    [InlineData("POST", "/look", 200)]
    [InlineData("DELETE", "", 204)]
    public async Task what_has_happened_is_told_even_if_its_outcome_cannot_be_written_down(string verb, string action, int status)
    {
        var grant = await StoreAsync();
        _audit.LeavesAfterAppend = true;

        Assert.Equal(status, (await DoAsync(grant, verb, action)).Status);

        _audit.Away = false;
        Assert.Null((await LastAsync())["after"]);
        Assert.Contains(_gateway.Log.Lines, line => line.Contains("could not be written to it", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task an_upload_that_is_not_there_is_not_found_and_nothing_is_written_down(string verb, string action)
    {
        var (status, problem) = await _gateway.AskAsync($"/uploads/{Absent}{action}", new HttpMethod(verb));
        Assert.Equal((404, "upload_not_found"), (status, (string)problem["code"]!));
        Assert.Empty((await _gateway.ReadAsync("/audit"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("PUT", "", "GET, DELETE")]
    [InlineData("GET", "/look", "POST")]
    [InlineData("POST", "/content", "GET")]
    public async Task other_verbs_are_refused(string verb, string action, string allowed)
    {
        var (status, problem, response) = await _gateway.SendAsync(new HttpMethod(verb), $"/v1/admin/uploads/{Absent}{action}", AdminCalls.Admin, roles: AdminCalls.Role);
        Assert.Equal((405, "method_not_allowed"), ((int)status, (string)problem["code"]!));
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    private async Task<JsonObject> StoreAsync()
    {
        var grant = await _gateway.SignAsync();
        await new OssCallback(grant).SendAsync(_gateway);
        _bucket.Put(grant);
        return grant;
    }

    private Task<(int Status, JsonObject Body)> DoAsync(JsonObject grant, string verb, string action) =>
        _gateway.AskAsync($"/uploads/{grant["id"]}{action}", new HttpMethod(verb));

    private async Task<JsonNode> LastAsync() => (await _gateway.ReadAsync("/audit"))["items"]![0]!;

    private async Task<bool> BothAskAsync()
    {
        while (_gateway.Oss.Calls.Count < 2)
            await Task.Yield();
        return true;
    }
}
