using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Events.Outbox;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads.Audit;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class EventRouteTests : IAsyncLifetime
{
    private const string Admin = "sign-gateway-admin";

    private readonly FaultyAudit _audit = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(EventSettings.With(), services => services.AddSingleton<IAuditStore>(_audit));
        _gateway.Endpoint.Answer = _ => new HttpResponseMessage(HttpStatusCode.InternalServerError);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task what_is_on_its_way_is_listed_with_what_went_wrong()
    {
        var grant = await StoreAsync();
        await _gateway.Time.PassUntilAsync(FailedOnceAsync(), TimeSpan.FromMilliseconds(100));

        var (status, page) = await GetAsync("?state=pending&endpoint=app");

        Assert.Equal(200, status);
        var item = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(
            ($"{grant["id"]}-stored-1", "app", "upload.stored", (string)grant["id"]!, "pending", 1, "it answered 500"),
            ((string)item["id"]!, (string)item["endpoint"]!, (string)item["type"]!, (string)item["uploadId"]!, (string)item["state"]!, (int)item["attempts"]!, (string)item["error"]!));
        Assert.True((DateTimeOffset)item["dueAt"]! > (DateTimeOffset)item["at"]!);
        Assert.Null(item["doneAt"]);
        Assert.Equal("""["app"]""", page["endpoints"]!.ToJsonString());
        Assert.Empty((await GetAsync("")).Page["items"]!.AsArray());
        Assert.Empty((await GetAsync("?state=pending&endpoint=other")).Page["items"]!.AsArray());
    }

    [Fact]
    public async Task a_list_goes_on_where_it_ended()
    {
        for (var upload = 0; upload < 3; upload++)
            await StoreAsync();

        var (_, first) = await GetAsync("?state=pending&limit=2");
        var (_, second) = await GetAsync($"?state=pending&limit=2&cursor={first["nextCursor"]}");

        Assert.Equal(3, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string)item!["id"]!).Distinct().Count());
        Assert.Null(second["nextCursor"]);
    }

    [Theory]
    [InlineData("?state=delivered")]
    [InlineData("?limit=0")]
    [InlineData("?cursor=nonsense")]
    [InlineData("?cursor=01jgfjjz00000000000000000a.x.app")]
    public async Task what_cannot_be_read_is_told(string query)
    {
        var (status, problem) = await GetAsync(query);
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task a_dead_letter_is_delivered_after_all_and_the_audit_log_says_by_whom()
    {
        var id = await DieAsync();
        Assert.Equal(id, (string)Assert.Single((await GetAsync("?state=dead")).Page["items"]!.AsArray())!["id"]!);
        _gateway.Endpoint.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK);
        var calls = _gateway.Endpoint.Calls.Count;

        var (status, _) = await ReplayAsync(id);

        Assert.Equal(204, status);
        await _gateway.Time.PassUntilAsync(CallsAsync(calls + 1), TimeSpan.FromMilliseconds(100));
        Assert.Empty((await GetAsync("?state=dead")).Page["items"]!.AsArray());
        var entry = (await _audit.ListAsync(1, null, CancellationToken.None))[0];
        Assert.Equal(("ann", "replay", id, "pending"), (entry.Who, entry.Action, entry.Target, entry.After!["outcome"]));
        Assert.Equal((409, "event_not_dead"), await CodeAsync(id));
    }

    [Theory]
    [InlineData("01jgfjjz00000000000000000a-stored-1")]
    [InlineData("01jgfjjz00000000000000000a-moved-1")]
    [InlineData("nonsense")]
    public async Task an_unknown_event_is_not_found(string id) => Assert.Equal((404, "event_not_found"), await CodeAsync(id));

    [Fact]
    public async Task nor_is_an_event_at_an_endpoint_that_configuration_does_not_name() =>
        Assert.Equal((404, "event_not_found"), await CodeAsync(await DieAsync(), "?endpoint=other"));

    [Fact]
    public async Task what_cannot_be_audited_is_not_done()
    {
        var id = await DieAsync();
        _audit.Away = true;

        Assert.Equal((503, "ledger_unavailable"), await CodeAsync(id));

        Assert.Single((await GetAsync("?state=dead")).Page["items"]!.AsArray());
    }

    private async Task<JsonObject> StoreAsync()
    {
        var grant = await _gateway.SignAsync();
        await new OssCallback(grant).SendAsync(_gateway);
        return grant;
    }

    // As if all its attempts had failed.
    private async Task<string> DieAsync()
    {
        var grant = await StoreAsync();
        await _gateway.Time.PassUntilAsync(FailedOnceAsync(), TimeSpan.FromMilliseconds(100));
        var pending = Assert.Single(await _gateway.Outbox.ListAsync(new EventQuery(OutboxStatus.Pending, 1), CancellationToken.None));
        await _gateway.Outbox.SettleAsync([new EventOutcome.Dead(pending, "it answered 500")], _gateway.Time.GetUtcNow(), CancellationToken.None);
        return $"{grant["id"]}-stored-1";
    }

    private async Task<bool> FailedOnceAsync()
    {
        while ((await _gateway.Outbox.ListAsync(new EventQuery(OutboxStatus.Pending, 1), CancellationToken.None)) is not [{ LastError: not null }])
            await Task.Delay(1);
        return true;
    }

    private async Task<bool> CallsAsync(int count)
    {
        while (_gateway.Endpoint.Calls.Count < count)
            await Task.Delay(1);
        return true;
    }

    private async Task<(int Status, JsonObject Page)> GetAsync(string query)
    {
        var (status, page, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/admin/events{query}", "ann", roles: Admin);
        return ((int)status, page);
    }

    private async Task<(int Status, JsonObject Problem)> ReplayAsync(string id, string query = "")
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/admin/events/{id}/replay{query}", "ann", roles: Admin);
        return ((int)status, problem);
    }

    private async Task<(int Status, string Code)> CodeAsync(string id, string query = "")
    {
        var (status, problem) = await ReplayAsync(id, query);
        return (status, (string)problem["code"]!);
    }
}
