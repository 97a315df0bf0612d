namespace LoadBench;

/// <summary>Sorts stacks by layer: the innermost frame that belongs to one decides.</summary>
internal static class Layers
{
    private static readonly (string Layer, string[] Marks)[] Known =
    [
        ("compiler", ["libclrjit"]),
        ("cryptography (OpenSSL)", ["libcrypto", "libSystem.Security.Cryptography", "System.Security.Cryptography"]),
        ("SQLite and its file", ["libe_sqlite3", "SQLitePCL", "fsync", "fdatasync", "pwrite", "ext4_", "blk_"]),
        ("PostgreSQL client", ["Npgsql"]),
        ("Redis client", ["StackExchange.Redis"]),
        ("JSON", ["System.Text.Json"]),
        ("ledger", ["[SignGateway.Storage]"]),
        ("authentication", ["SignGateway.Host.Authentication", "Microsoft.AspNetCore.Authentication", "Microsoft.IdentityModel", "System.IdentityModel"]),
        ("grant: policy, tickets, signature", ["SignGateway.Grants", "SignGateway.Profiles", "SignGateway.Protocol.Policies", "SignGateway.Protocol.Values"]),
        ("tickets", ["SignGateway.Tickets"]),
        ("callback: verify, parse, record", ["SignGateway.Callbacks", "SignGateway.Protocol.Callbacks", "SignGateway.Uploads"]),
        ("history, counters, recorder", ["SignGateway.Admin", "SignGateway.Telemetry"]),
        ("rest of the gateway", ["[SignGateway]", "[SignGateway.Host]", "[SignGateway.Protocol]"]),
        ("server: sockets and HTTP", ["Kestrel", "System.Net.Sockets", "tcp_", "sock_", "inet_", "epoll", "__libc_sendmsg", "__libc_recvmsg", "System.IO.Pipelines"]),
        ("pipeline of ASP.NET Core", ["Microsoft.AspNetCore", "Microsoft.Extensions"]),
        ("scheduling: thread pool, tasks, timers", ["System.Threading", "sched_yield", "futex", "schedule", "System.Runtime.CompilerServices.AsyncTask"]),
    ];

    /// <summary>How many of the stacks that <c>perf script</c> prints belong to each layer.</summary>
    public static IReadOnlyDictionary<string, int> Count(string script)
    {
        Dictionary<string, int> counts = [];
        foreach (var stack in script.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var lines = stack.Split('\n');
            var layer = lines[0].Contains("GC", StringComparison.Ordinal) ? "garbage collector" : LayerOf(lines.Skip(1));
            counts[layer] = counts.GetValueOrDefault(layer) + 1;
        }

        return counts;
    }

    private static string LayerOf(IEnumerable<string> frames)
    {
        var innermost = "";
        foreach (var frame in frames)
        {
            if (innermost.Length == 0)
                innermost = frame;
            // What everything is made of belongs to whoever calls it.
            if (Array.Find(Known, known => Array.Exists(known.Marks, mark => frame.Contains(mark, StringComparison.Ordinal))) is { Layer: { } layer })
                return layer;
        }

        return innermost.Contains("libcoreclr", StringComparison.Ordinal) ? "runtime: allocation, type checks" : "not to be told";
    }
}
