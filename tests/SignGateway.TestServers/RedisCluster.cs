namespace SignGateway.TestServers;

/// <summary>Three real redis-servers on loopback that share the slots between them, without copies.</summary>
public sealed class RedisCluster : IDisposable
{
    private const int Size = 3;

    private readonly List<RedisServer> _nodes = [];

    private RedisCluster()
    {
    }

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        try
        {
            while (cluster._nodes.Count < Size)
                cluster._nodes.Add(await RedisServer.StartNodeAsync());
            await cluster.JoinAsync();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Hands an empty slot to another node.</summary>
    public async Task MoveSlotAsync(int slot, RedisServer to)
    {
        var owner = await AskAsync(to, "cluster", "myid");
        // The new owner must hear of it first, or it would send callers back.
        foreach (var node in _nodes.OrderBy(node => node != to))
            await AskAsync(node, "cluster", "setslot", $"{slot}", "node", owner.Trim());
    }

    public void Dispose() => _nodes.ForEach(node => node.Dispose());

    private async Task JoinAsync()
    {
        var create = await AskAsync(["--cluster", "create", .. _nodes.Select(node => node.ConnectionString), "--cluster-yes"]);
        if (!create.Contains("[OK] All 16384 slots covered.", StringComparison.Ordinal))
            throw new InvalidOperationException($"The cluster was not made: {create}");

        foreach (var node in _nodes)
            await Patience.UntilAsync("the cluster to serve", () => ServesAsync(node));
    }

    private static async Task<bool> ServesAsync(RedisServer node)
    {
        var info = await AskAsync(node, "cluster", "info");
        return info.Contains("cluster_state:ok", StringComparison.Ordinal)
            && info.Contains($"cluster_known_nodes:{Size}", StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(RedisServer node, params string[] command) =>
        AskAsync(["-h", "127.0.0.1", "-p", $"{node.Port}", .. command]);

    private static async Task<string> AskAsync(params string[] arguments)
    {
        using var process = await ServerProcess.StartAsync(Programs.RedisCli, null, arguments);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.Output;
    }
}
