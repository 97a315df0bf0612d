using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class AuditTests : IAsyncLifetime
{
    private readonly InMemoryAudit _store = new();
    private readonly SetTime _time = new();
    private TestGateway _gateway = null!;

    private AuditLog Log => new(_store, _time, NullLogger<AuditLog>.Instance);

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IAuditStore>(_store));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task tells_who_did_what_when_to_what_and_what_it_changed()
    {
        var id = await Log.WriteAsync("ann", AuditActions.Delete, "01jgfjjz00000000000000000a", State("stored"), null, CancellationToken.None);
        await Log.CompleteAsync(id, State("deleted"));

        Assert.Equal(
            """{"items":[{"at":"2026-01-01T12:00:00Z","who":"ann","action":"delete","target":"01jgfjjz00000000000000000a","before":{"state":"stored"},"after":{"state":"deleted"}}],"nextCursor":null}""",
            (await _gateway.ReadAsync("/audit")).ToJsonString());
    }

    [Fact]
    public async Task lists_page_by_page_newest_first_even_within_one_instant()
    {
        var log = Log;
        for (var count = 0; count < 5; count++)
            await log.WriteAsync("ann", $"{count}", null, null, null, CancellationToken.None);

        var first = await _gateway.ReadAsync("/audit?limit=3");
        var second = await _gateway.ReadAsync($"/audit?limit=3&cursor={first["nextCursor"]}");

        Assert.Equal(["4", "3", "2"], Actions(first));
        Assert.Equal(["1", "0"], Actions(second));
        Assert.Null(second["nextCursor"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=x")]
    [InlineData("cursor=01jgfjjz00000000000000000a")]
    public async Task a_list_that_cannot_be_read_is_refused(string query)
    {
        var (status, problem) = await _gateway.AskAsync($"/audit?{query}");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task keeps_the_latest_in_memory_and_no_more()
    {
        var log = Log;
        for (var count = 0; count < 10_001; count++)
            await log.WriteAsync("ann", $"{count}", null, null, null, CancellationToken.None);

        var kept = await _store.ListAsync(20_000, null, CancellationToken.None);

        Assert.Equal((10_000, "1"), (kept.Count, kept[^1].Action));
    }

    [Theory]
    [InlineData("SignGateway:Admin:AuditRetention", "00:10:00")]
    [InlineData("SignGateway:Admin:AuditRetention", "4000.00:00:00")]
    [InlineData("SignGateway:Admin:AuditRetention", "a year")]
    public async Task a_retention_out_of_range_stops_the_start(string key, string value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => TestGateway.StartAsync(new() { [key] = value }));
        Assert.Contains(key, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task forgets_what_is_older_than_configured()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["SignGateway:Admin:AuditRetention"] = "2.00:00:00" }, services => services.AddSingleton<IAuditStore>(_store));
        await Log.WriteAsync("ann", "old", null, null, null, CancellationToken.None);
        _time.Pass(TimeSpan.FromDays(1));
        await Log.WriteAsync("ann", "new", null, null, null, CancellationToken.None);
        gateway.Time.Pass(TimeSpan.FromDays(2));

        await gateway.Time.PassUntilAsync(ForgottenAsync(), TimeSpan.FromMinutes(5));

        Assert.Equal(["new"], (await _store.ListAsync(10, null, CancellationToken.None)).Select(entry => entry.Action));
    }

    private async Task<bool> ForgottenAsync()
    {
        while ((await _store.ListAsync(10, null, CancellationToken.None)).Count > 1)
            await Task.Yield();
        return true;
    }

    private static IEnumerable<string> Actions(JsonObject page) => page["items"]!.AsArray().Select(item => (string)item!["action"]!);

    private static Dictionary<string, string> State(string state) => new() { ["state"] = state };
}
