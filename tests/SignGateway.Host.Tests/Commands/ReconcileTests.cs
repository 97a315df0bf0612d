using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Commands;

/// <summary>A gateway of which nobody was told of an upload, and which no longer runs when the look is due.</summary>
public sealed class ReconcileTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["SignGateway__Profiles__default__GrantLifetime"] = "00:00:03",
        ["SignGateway__Reconcile__Grace"] = "00:00:01",
        ["SignGateway__Reconcile__Interval"] = "1.00:00:00",
    };

    [Fact]
    public async Task what_is_due_is_settled_without_a_gateway_that_serves()
    {
        await using var loop = await WatchedLoop.StartAsync(Settings);
        var grant = await LoseCallbackAsync(loop);

        await UntilDueAsync(loop.Host, expected: 0);

        Assert.Contains("due 1, settled 1, unanswered 0", loop.Host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await loop.Host.RunToEndAsync("reconcile"));
        Assert.Equal("due 0, settled 0, unanswered 0", Totals(loop.Host));
        await loop.Host.StartAsync();
        using var alice = loop.ClientFor("alice");
        var upload = await alice.ReadAsync(grant);
        Assert.Equal("stored", (string)upload["state"]!);
        Assert.Equal("reconcile", (string)upload["recordedBy"]!);
    }

    [Fact]
    public async Task what_came_of_it_is_in_the_uploads_history()
    {
        await using var loop = await WatchedLoop.StartAsync(Settings);
        var grant = await LoseCallbackAsync(loop);
        await UntilDueAsync(loop.Host, expected: 0);
        await loop.Host.StartAsync();

        var claims = Jwt.Claims("root");
        claims["roles"] = "sign-gateway-admin";
        using var admin = new GatewayClient(loop.Host.Url, loop.Tokens.Sign(claims));
        var upload = (await admin.SendAsync(HttpMethod.Get, $"/v1/admin/uploads/{grant["id"]}")).Body!;
        Assert.Contains("\"reconcile\"", upload["history"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_OSS_does_not_answer_is_told_by_the_exit_status()
    {
        await using var loop = await WatchedLoop.StartAsync(Settings);
        await LoseCallbackAsync(loop);
        loop.Storage.Faults.Refuse = int.MaxValue;

        await UntilDueAsync(loop.Host, expected: 1);

        Assert.Contains("due 1, settled 0, unanswered 1", loop.Host.Output, StringComparison.Ordinal);
        Assert.Contains("reconcile stopped early: OSS does not answer", loop.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_ledger_that_is_behind_is_not_touched()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Ledger__MigrateAtStart"] = "false" });
        Assert.Equal(1, await host.RunToEndAsync("reconcile", "--once"));
        Assert.Contains("reconcile: the ledger is not up to date. Run the command migrate first.", host.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> LoseCallbackAsync(WatchedLoop loop)
    {
        using var alice = loop.ClientFor("alice");
        var grant = (await ManyUploads.SignAsync(alice, "alice", 1))[0];
        loop.Storage.Faults.Drop = 1;
        Assert.Equal([203], await ManyUploads.PostAsync([grant]));
        await loop.Host.KillAsync();
        return grant;
    }

    private static string Totals(HostProcess host) => host.Output.Split('\n').Last(line => line.StartsWith("due ", StringComparison.Ordinal));

    private static Task UntilDueAsync(HostProcess host, int expected) => Patience.UntilAsync("the upload is due", async () =>
    {
        var status = await host.RunToEndAsync("reconcile");
        if (Totals(host).StartsWith("due 0", StringComparison.Ordinal))
            return false;
        Assert.Equal(expected, status);
        return true;
    });
}
