using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A backlog of events and an endpoint that takes 50 ms over each: how long the gateway needs for all, and how much memory.</summary>
internal static class EventDrain
{
    private static readonly TimeSpan EndpointTime = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(string root, int events, int concurrency)
    {
        using var folder = new TempFolder();
        using var postgres = await PostgresServer.StartAsync("fsync=on", "shared_buffers=128MB");
        var connectionString = await postgres.CreateDatabaseAsync();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; {events} events, {concurrency} at a time, an endpoint of {EndpointTime.TotalMilliseconds} ms");
        await DrainAsync("PostgreSQL", root, folder.File("postgresql"), events, concurrency, EventBacklog.FillPostgreSqlAsync, () => new NpgsqlConnection(connectionString), new()
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = connectionString,
        });
        var file = folder.File("sqlite/ledger.db");
        await DrainAsync("SQLite", root, folder.File("sqlite"), events, concurrency, EventBacklog.FillSqliteAsync, () => new SqliteConnection($"Data Source={file};Pooling=false"), []);
    }

    private static async Task DrainAsync(
        string name, string root, string dataFolder, int events, int concurrency, Func<DbConnection, int, Task> fill, Func<DbConnection> connect, Dictionary<string, string> storage)
    {
        await using var receiver = await EventReceiver.StartAsync(EndpointTime);
        var settings = Settings(dataFolder, storage);
        long idle;
        // A first start makes the tables, and shows what the process needs without any event.
        using (var empty = await StartAsync(root, settings))
            idle = empty.ResidentMegabytes;

        await using (var connection = connect())
        {
            await connection.OpenAsync();
            await fill(connection, events);
        }

        settings["SignGateway__Events__Endpoints__bench__Url"] = receiver.Url;
        settings["SignGateway__Events__Endpoints__bench__Secrets__0"] = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        settings["SignGateway__Events__Endpoints__bench__AllowPrivate"] = "true";
        settings["SignGateway__Events__Endpoints__bench__Concurrency"] = concurrency.ToString(CultureInfo.InvariantCulture);
        using var gateway = await StartAsync(root, settings);
        while (receiver.Events < events)
            await Task.Delay(100);

        var natural = events / (double)concurrency * EndpointTime;
        Console.WriteLine(
            $"{name}: drained in {receiver.Took.TotalSeconds:F1} s, {receiver.Took / natural:F2} of the natural {natural.TotalSeconds:F1} s ({events / receiver.Took.TotalSeconds:F0}/s); "
            + $"{receiver.Calls - events} came twice, {receiver.Disorders} out of order; memory {idle} MB idle without events, {gateway.PeakMegabytes} MB at the peak");
    }

    private static Task<ServerProcess> StartAsync(string root, Dictionary<string, string> settings) =>
        ServerProcess.StartAsync(ServerProcess.Dll(root, "src/SignGateway.Host", "SignGateway.Host"), "/health/ready", settings, $"--contentRoot \"{root}\"");

    private static Dictionary<string, string> Settings(string dataFolder, Dictionary<string, string> storage) => new(storage)
    {
        // An endpoint without TLS is for Development only.
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Logging__LogLevel__Default"] = "Warning",
        ["SignGateway__DataFolder"] = dataFolder,
        ["SignGateway__Simulator__Enabled"] = "false",
        ["SignGateway__PublicUrl"] = "{URL}",
        ["SignGateway__Oss__Region"] = "cn-hangzhou",
        ["SignGateway__Oss__Bucket"] = "bench-bucket",
        ["SignGateway__Credentials__Source"] = "Static",
        ["SignGateway__Credentials__AccessKeyId"] = "bench-key-id",
        ["SignGateway__Credentials__AccessKeySecret"] = "bench-key-secret",
        ["Authentication__Schemes__Bearer__Authority"] = "https://issuer.example.com",
        ["Authentication__Schemes__Bearer__ValidAudience"] = "bench",
    };
}
