using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using SignGateway.TestServers;
using StackExchange.Redis;
using Xunit;

namespace SignGateway.Host.Tests.Privacy;

public sealed class EraseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task on_sqlite_nothing_of_a_user_is_left_and_nothing_comes_back()
    {
        await using var loop = await EraseLoop.StartAsync();
        await loop.Host.KillAsync();

        Assert.Equal(0, await loop.EraseAsync("--json"));

        CheckReport(loop.Report());
        foreach (var file in Directory.GetFiles(loop.Host.Folder, "ledger.db*"))
            AssertNoTrace(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, Token)), Path.GetFileName(file));
        await loop.Host.StartAsync();
        await CheckNothingComesBackAsync(loop);

        await loop.Host.KillAsync();
        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild"));
        Assert.Contains("restored 0", loop.Host.Output, StringComparison.Ordinal);
        Assert.Contains("erased 1", loop.Host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await loop.EraseAsync());
        Assert.Contains("uploads 0, grants revoked 0, failed 0, remaining 0", loop.Host.Output, StringComparison.Ordinal);

        // What was posted again is taken away, without anybody's name.
        await loop.Host.StartAsync();
        await Patience.UntilAsync("the sweep", () => Task.FromResult(loop.Loop.Storage.Objects.All(stored => stored.Key != (string)loop.Grants["issued"]["key"]!)));
        await CheckOtherAsync(loop);
    }

    [Fact]
    public async Task on_postgresql_and_redis_it_runs_beside_the_gateway_that_serves()
    {
        using var postgres = await PostgresServer.StartAsync();
        using var redis = await RedisServer.StartAsync();
        var ledger = await postgres.CreateDatabaseAsync();
        await using var loop = await EraseLoop.StartAsync(new Dictionary<string, string>
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = ledger,
            ["SignGateway__Redis__ConnectionString"] = redis.ConnectionString,
            ["SignGateway__Tickets__Keys__0__Id"] = "shared",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        Assert.Contains(EraseLoop.User, await DumpAsync(redis), StringComparison.Ordinal);
        await using var beside = new HostProcess(loop.Host.Environment.Where(pair => pair.Key != "SignGateway__DataFolder").ToDictionary());
        // What it marks is due for the gateway's sweep so much later: who deletes an object is no race.
        beside.Environment["SignGateway__Reconcile__Grace"] = "01:00:00";

        Assert.Equal(0, await beside.RunToEndAsync("erase", "--user", EraseLoop.User, "--json"));

        CheckReport(JsonNode.Parse(beside.Output.Split('\n').Last(line => line.StartsWith("{\"dryRun\"", StringComparison.Ordinal)))!);
        AssertNoTrace(await DumpAsync(redis), "Redis");
        await CheckNothingComesBackAsync(loop);
        AssertNoTrace(await DumpAsync(ledger), "PostgreSQL");
        await CheckOtherAsync(loop);
    }

    [Fact]
    public async Task a_dry_run_tells_what_it_would_do_and_changes_nothing()
    {
        await using var loop = await EraseLoop.StartAsync();
        await loop.Host.KillAsync();
        var objects = loop.Loop.Storage.Objects.Select(stored => stored.Key).Order().ToList();

        Assert.Equal(0, await loop.EraseAsync("--dry-run"));

        Assert.Contains("dry run: uploads 9, grants revoked 3, failed 0, remaining 9", loop.Host.Output, StringComparison.Ordinal);
        Assert.Equal(objects, loop.Loop.Storage.Objects.Select(stored => stored.Key).Order());
        await loop.Host.StartAsync();
        using var client = loop.Loop.ClientFor(EraseLoop.User);
        foreach (var (name, state) in new[] { ("stored", "stored"), ("issued", "issued"), ("expired", "expired"), ("deleted", "deleted"), ("rejected", "rejected"), ("parts", "issued") })
            Assert.Equal(state, (string)(await client.ReadAsync(loop.Grants[name]))["state"]!);
    }

    [Fact]
    public async Task with_OSS_away_it_says_so_and_the_next_run_finishes()
    {
        await using var loop = await EraseLoop.StartAsync();
        await loop.Host.KillAsync();
        loop.Loop.Storage.Faults.Refuse = 1000;

        Assert.Equal(1, await loop.EraseAsync());
        Assert.Contains("erase is not complete", loop.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("remaining 0", loop.Host.Output, StringComparison.Ordinal);

        loop.Loop.Storage.Faults.Refuse = 0;
        Assert.Equal(0, await loop.EraseAsync());
        Assert.Contains("remaining 0", loop.Host.Output, StringComparison.Ordinal);
        Assert.Equal([(string)loop.Kept["key"]!], loop.Loop.Storage.Objects.Select(stored => stored.Key));
        Assert.Empty(loop.Loop.Storage.Uploads);
    }

    [Theory]
    [InlineData("'--user' names whom")]
    [InlineData("'--force' is unknown", "--user", "ann", "--force")]
    [InlineData("'--user' needs a value", "--user")]
    public async Task what_it_does_not_understand_it_does_not_do(string word, params string[] arguments)
    {
        await using var host = new HostProcess();
        Assert.Equal(2, await host.RunToEndAsync(["erase", .. arguments]));
        Assert.Contains(word, host.Output, StringComparison.Ordinal);
        Assert.Contains("Usage: erase", host.Output, StringComparison.Ordinal);
    }

    // Issued, stored, expired, deleted, kept, rejected, in parts, the directory and what lies in it.
    private static void CheckReport(JsonNode report)
    {
        Assert.True((bool)report["complete"]!);
        Assert.Equal(9, (int)report["uploads"]!);
        Assert.Equal((3, 0, 0, 0), ((int)report["grantsRevoked"]!, (int)report["failed"]!, (int)report["remaining"]!, (int)report["objectsForeign"]!));
        // The stored one, the kept one, the rejected one and two in the directory; one was deleted before, and of one the directory's list has told first.
        Assert.Equal((5, 2), ((int)report["objectsDeleted"]!, (int)report["objectsGone"]!));
        Assert.NotEqual(0, (int)report["events"]!);
        Assert.NotEqual(0, (int)report["history"]!);
        // That of the expired grant may be cleared away before.
        Assert.InRange((int)report["idempotencyKeys"]!, 5, 6);
        Assert.NotNull((string?)report["forgottenAfter"]);
    }

    private static async Task CheckNothingComesBackAsync(EraseLoop loop)
    {
        // A callback that was answered before, one of an old grant, and one in a directory.
        var (status, body) = await Deliveries.DeliverAsync(loop.Host.Url, loop.Callback);
        Assert.Equal((403, "ticket_invalid"), (status, (string)body["code"]!));
        Assert.Equal(203, (await GatewayClient.PostAsync(loop.Grants["issued"], [1, 2, 3])).Status);
        Assert.Contains("ticket_invalid", loop.Loop.Storage.Callbacks[^1].Answer, StringComparison.Ordinal);
        Assert.Equal(203, await EraseLoop.PostBelowAsync(loop.Grants["directory"], "passport-scan again.txt"));
        Assert.Contains("ticket_invalid", loop.Loop.Storage.Callbacks[^1].Answer, StringComparison.Ordinal);
        using var client = loop.Loop.ClientFor(EraseLoop.User);
        Assert.Empty((await client.SendAsync(HttpMethod.Get, "/v1/uploads")).Body!["items"]!.AsArray());
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Post, $"/v1/uploads/{loop.Grants["issued"]["id"]}/confirm")).Status);
    }

    private static async Task CheckOtherAsync(EraseLoop loop)
    {
        using var other = loop.Loop.ClientFor(EraseLoop.Other);
        var kept = await other.ReadAsync(loop.Kept);
        Assert.Equal(("stored", "stays.bin", EraseLoop.Other), ((string)kept["state"]!, (string)kept["fileName"]!, (string)kept["userId"]!));
        Assert.Contains(loop.Loop.Storage.Objects, stored => stored.Key == (string)loop.Kept["key"]!);
    }

    private static void AssertNoTrace(string text, string where)
    {
        foreach (var trace in EraseLoop.Traces)
            Assert.False(text.Contains(trace, StringComparison.Ordinal), $"{where} still has '{trace}': {Around(text, trace)}");
    }

    private static string Around(string text, string trace) =>
        text.IndexOf(trace, StringComparison.Ordinal) is >= 0 and var at ? text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)] : "";

    private static async Task<string> DumpAsync(RedisServer redis)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var dump = new StringBuilder();
        foreach (var key in connection.GetServer(connection.GetEndPoints()[0]).Keys())
            dump.Append(key.ToString()).Append(' ').Append((await connection.GetDatabase().StringGetAsync(key)).ToString()).Append('\n');
        return dump.ToString();
    }

    // Every column of every row, as text.
    private static async Task<string> DumpAsync(string ledger)
    {
        await using var source = NpgsqlDataSource.Create(ledger);
        var (tables, dump) = (new List<string>(), new StringBuilder());
        await using (var list = source.CreateCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
        await using (var reader = await list.ExecuteReaderAsync(Token))
        {
            while (await reader.ReadAsync(Token))
                tables.Add(reader.GetString(0));
        }

        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"SELECT CAST(t AS TEXT) FROM {table} AS t");
            await using var reader = await command.ExecuteReaderAsync(Token);
            while (await reader.ReadAsync(Token))
                dump.Append(reader.GetString(0)).Append('\n');
        }

        return dump.ToString();
    }
}
