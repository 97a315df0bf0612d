using System.Net.Sockets;
using System.Text;
using SignGateway.Doctor;
using SignGateway.Storage.Doctor;
using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Doctor;

public sealed class RedisCheckTests : IAsyncLifetime
{
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task one_that_is_well_is_named_with_its_version_and_its_latency()
    {
        var finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("redis", FindingLevel.Ok), (finding.Code, finding.Level));
        Assert.Matches(@"^Redis \d+\.\d+\.\d+ \(maxmemory-policy noeviction, appendonly no\) answers in \d+\.\d ms\.$", finding.Text);
    }

    [Fact]
    public async Task none_at_all_suits_one_replica_only()
    {
        await using var storage = StorageUnderTest.With();
        var finding = Assert.Single(await storage.ExamineAsync("Redis"));
        Assert.Equal(("redis_missing", FindingLevel.Warning), (finding.Code, finding.Level));
    }

    [Fact]
    public async Task one_that_is_down_is_a_fault_with_the_reason_and_without_the_password()
    {
        await _server.KillAsync();
        var found = await ExamineAsync(",password=hunter2");
        Assert.Equal(FindingLevel.Fault, found.Only("redis_down").Level);
        Assert.Contains($"127.0.0.1:{_server.Port} cannot be used: ConnectionRefused", found.Only("redis_down").Text, StringComparison.Ordinal);
        found.HaveNoSecret("hunter2");
    }

    [Fact]
    public async Task one_that_wants_another_password_is_a_fault_without_either()
    {
        await TellAsync("CONFIG SET requirepass correct-horse");
        foreach (var more in new[] { ",password=hunter2", "" })
        {
            var found = await ExamineAsync(more);
            Assert.Matches("password|NOAUTH", found.Only("redis_down").Text);
            found.HaveNoSecret("hunter2");
            found.HaveNoSecret("correct-horse");
        }
    }

    [Fact]
    public async Task one_that_only_reads_is_a_fault()
    {
        await TellAsync($"REPLICAOF 127.0.0.1 {FreePort.Next()}");
        Assert.Equal(FindingLevel.Fault, (await ExamineAsync()).Only("redis_down").Level);
    }

    [Theory]
    [InlineData("allkeys-lru", "100mb", true)]
    [InlineData("volatile-ttl", "100mb", false)]
    [InlineData("noeviction", "100mb", false)]
    [InlineData("allkeys-lru", "0", false)]
    public async Task one_that_drops_any_key_when_it_is_full_is_warned_of(string policy, string maxMemory, bool warned)
    {
        await TellAsync($"CONFIG SET maxmemory-policy {policy}");
        await TellAsync($"CONFIG SET maxmemory {maxMemory}");
        Assert.Equal(warned, (await ExamineAsync()).Any(finding => finding is { Code: "redis_evicts", Level: FindingLevel.Warning }));
    }

    [Fact]
    public void keys_that_were_dropped_already_count_whatever_the_policy() =>
        Assert.True(RedisFacts.Read("maxmemory:1000\r\nmaxmemory_policy:volatile-ttl\r\nevicted_keys:7\r\n").Evicts);

    [Fact]
    public void what_does_not_tell_is_unknown() => Assert.Equal(new RedisFacts("unknown", "unknown", 0, 0, AppendOnly: false), RedisFacts.Read("# Server\r\n"));

    private async Task<IReadOnlyList<Finding>> ExamineAsync(string more = "")
    {
        await using var storage = StorageUnderTest.OnRedis($"{_server.ConnectionString}{more}");
        return await storage.ExamineAsync("Redis");
    }

    private async Task TellAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("+OK", await reader.ReadLineAsync());
    }
}
