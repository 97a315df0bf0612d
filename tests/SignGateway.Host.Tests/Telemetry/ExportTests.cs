using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Telemetry;

public sealed class ExportTests
{
    [Fact]
    public async Task metrics_and_traces_of_an_upload_reach_the_collector_at_the_end_at_the_latest()
    {
        await using var collector = new StandInCollector();
        await collector.StartAsync();
        await using var loop = await WatchedLoop.StartAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=tests",
        });
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "holiday.bin" });
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
        Assert.Equal(0, await loop.Host.EndAsync());

        foreach (var name in (string[])["service.name", "sign-gateway", "service.instance.id", "service.version", "deployment.environment.name", "sign_gateway.grants", "sign_gateway.callbacks", "sign_gateway.ledger.wait", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections"])
            Assert.Contains(name, collector.Metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["sign-gateway", "SignGateway", "record", (string)grant["id"]!, "Microsoft.AspNetCore", "/v1/callbacks/oss"])
            Assert.Contains(name, collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("holiday", collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", collector.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_endpoint_that_is_no_url_stops_the_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector" });
        Assert.Equal(1, await host.RunToEndAsync());
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_collector_that_is_away_hurts_nobody()
    {
        await using var loop = await WatchedLoop.StartAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{HostProcess.FreePort()}" });
        using var alice = loop.ClientFor("alice");
        Assert.Equal(200, (await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1, 2, 3])).Status);
        Assert.Equal(0, await loop.Host.EndAsync());
    }
}
