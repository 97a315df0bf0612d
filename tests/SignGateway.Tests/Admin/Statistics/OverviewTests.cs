using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Admin.Statistics;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Admin.Statistics;

public sealed class OverviewTests : IAsyncLifetime
{
    private readonly InMemoryStatistics _store = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task counts_what_happens_in_the_step_in_which_it_happens()
    {
        var recorded = await _gateway.SignAsync();
        var callback = new OssCallback(recorded);
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway, "ticket=none");
        var confirmed = await _gateway.SignAsync();
        _gateway.Oss.Answer = _ => new StoredObject(confirmed).Head();
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{confirmed["id"]}/confirm");
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{(await _gateway.SignAsync())["id"]}");

        var overview = await _gateway.ReadAsync("/overview?window=hour");

        Assert.Equal(("hour", 60), ((string)overview["window"]!, (int)overview["stepSeconds"]!));
        Assert.Equal(("2026-01-01T11:01:00Z", "2026-01-01T12:01:00Z"), ((string)overview["from"]!, (string)overview["to"]!));
        Assert.Equal(
            [("grants", 3), ("callbacks", 1), ("duplicates", 1), ("confirms", 1), ("reconciled", 0), ("expired", 0), ("rejected", 0), ("deleted", 1)],
            overview["series"]!.AsObject().Select(series => (series.Key, Last(series.Value!))));
        Assert.Equal([("ticket_invalid", 1)], overview["refusals"]!.AsObject().Select(series => (series.Key, Last(series.Value!))));
        Assert.All(overview["series"]!.AsObject(), series => Assert.Equal(60, series.Value!.AsArray().Count));
    }

    [Fact]
    public async Task counts_what_the_sweep_does()
    {
        var found = await _gateway.SignAsync();
        await _gateway.SignAsync();
        var rejected = await _gateway.SignAsync();
        await new OssCallback(rejected).SendAsync(_gateway);
        var bucket = new StandInBucket();
        bucket.Put(found);
        bucket.Put(rejected).ContentType = "text/html";
        _gateway.Oss.Answer = bucket.Answer;
        var upload = await _gateway.Ledger.SearchAsync(new UploadSearch(1) { State = UploadState.Stored }, default);
        await _gateway.Ledger.ReplaceAsync(upload.Items[0], upload.Items[0] with { LookAt = _gateway.Time.GetUtcNow() }, default);
        _gateway.Time.Pass(TimeSpan.FromHours(2));
        await _gateway.SweepAsync();

        var series = (await _gateway.ReadAsync("/overview?window=week"))["series"]!;

        Assert.Equal((1, 1, 1), (Sum(series["reconciled"]!), Sum(series["expired"]!), Sum(series["rejected"]!)));
        Assert.Equal(3, Sum(series["grants"]!));
    }

    [Theory]
    [InlineData("hour", 60, 60)]
    [InlineData("day", 900, 96)]
    [InlineData("week", 3600, 168)]
    public async Task looks_back_over_a_window_and_no_further(string window, int step, int points)
    {
        await _gateway.SignAsync();
        _gateway.Time.Pass(TimeSpan.FromSeconds(step * (points - 1)));

        var inside = await _gateway.ReadAsync($"/overview?window={window}");
        _gateway.Time.Pass(TimeSpan.FromSeconds(step));
        var outside = await _gateway.ReadAsync($"/overview?window={window}");

        Assert.Equal((points, 1), (inside["series"]!["grants"]!.AsArray().Count, (int)inside["series"]!["grants"]![0]!));
        Assert.Equal(0, Sum(outside["series"]!["grants"]!));
    }

    [Fact]
    public async Task adds_up_what_all_replicas_counted()
    {
        await using (var other = await StartAsync())
        {
            await other.SignAsync();
            await other.SignAsync();
            await other.StopAsync();
        }

        await _gateway.SignAsync();

        var overview = await _gateway.ReadAsync("/overview");
        Assert.Equal((3, 2), (Last(overview["series"]!["grants"]!), (int)overview["replicas"]!));
        Assert.Equal(3, (int)overview["latency"]!["sign"]!["count"]!);
    }

    [Fact]
    public async Task a_replica_that_has_not_been_heard_of_for_minutes_does_not_count()
    {
        await using var other = await StartAsync();
        await other.StopAsync();
        _gateway.Time.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(1, (int)(await _gateway.ReadAsync("/overview"))["replicas"]!);
    }

    [Fact]
    public async Task tells_how_long_signing_and_callbacks_took()
    {
        var grant = await _gateway.SignAsync();
        var callback = new OssCallback(grant);
        await callback.SendAsync(_gateway);

        var latency = (await _gateway.ReadAsync("/overview"))["latency"]!;

        // The clock of the tests stands still, so both took no time at all.
        Assert.Equal("""{"p50":0.11,"p99":0.11,"count":1}""", latency["sign"]!.ToJsonString());
        Assert.Equal("""{"p50":0.11,"p99":0.11,"count":1}""", latency["callback"]!.ToJsonString());
    }

    [Fact]
    public async Task tells_how_everything_stands_that_the_gateway_depends_on()
    {
        var dependencies = (await _gateway.ReadAsync("/overview"))["dependencies"]!.AsArray();

        Assert.Equal(["ledger", "guard", "credentials", "callbackKey", "sweep"], dependencies.Select(dependency => (string)dependency!["name"]!));
        Assert.All(dependencies, dependency => Assert.Equal("ok", (string)dependency!["state"]!));
    }

    [Fact]
    public async Task tells_since_when_a_callback_key_cannot_be_had()
    {
        _gateway.Keys.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        _gateway.Time.Pass(TimeSpan.FromMinutes(1));
        await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway);

        var key = (await _gateway.ReadAsync("/overview"))["dependencies"]!.AsArray().Single(dependency => (string)dependency!["name"]! == "callbackKey")!;

        Assert.Equal(("degraded", "2026-01-01T12:01:00Z"), ((string)key["state"]!, (string)key["since"]!));
        Assert.Equal("""{"key":"callback_pub_key_v1.pem","reason":"status 404"}""", key["detail"]!.ToJsonString());
    }

    [Fact]
    public async Task tells_since_when_the_guard_is_away()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());

        var guard = await gateway.Time.PassUntilAsync(GuardAsync(), TimeSpan.FromSeconds(1));

        Assert.Equal(("degraded", "away"), ((string)guard["state"]!, (string)guard["detail"]!["reason"]!));

        async Task<JsonNode> GuardAsync()
        {
            while (true)
            {
                var dependencies = (await gateway.ReadAsync("/overview"))["dependencies"]!.AsArray();
                if (dependencies[1] is { } guard && (string)guard["state"]! != "ok")
                    return guard;
            }
        }
    }

    [Fact]
    public async Task a_window_that_is_none_is_refused()
    {
        var (status, problem) = await _gateway.AskAsync("/overview?window=year");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    // The sweep runs when the test says so.
    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
        new() { ["SignGateway:Reconcile:Interval"] = "1.00:00:00", ["SignGateway:Tickets:Grace"] = "01:00:00" },
        services => services.AddSingleton<IStatisticsStore>(_store));

    private static int Last(JsonNode series) => (int)series.AsArray()[^1]!;

    private static int Sum(JsonNode series) => series.AsArray().Sum(point => (int)point!);
}
