// Measures the gateway against bare ASP.NET Core in one run and prints the table of what is wanted and what was measured; or with "parts" requests for
// URLs of parts and callbacks by the clock, with "profile" where the processor time goes, with "forward" callbacks with and without an application that is told: interleaved rounds, medians, ratios;
// with "crowd" what a thousand profiles and ten thousand open waits cost; or with "events" how it works off a backlog of events. See bench/README.md.
using System.Globalization;
using LoadBench;
using SignGateway.TestServers;

const int PartsRounds = 3;
const int ForwardRounds = 9;
const int CrowdRounds = 5;

var root = args[0];
if (args is [_, "events", var events, var concurrency])
{
    await EventDrain.RunAsync(root, int.Parse(events, CultureInfo.InvariantCulture), int.Parse(concurrency, CultureInfo.InvariantCulture));
    return 0;
}

if (LoadOptions.Read(args[1..]) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

using var folder = new TempFolder();
using var signer = new CallbackSigner();
await using var keys = await KeyServer.StartAsync(signer.PublicPem);
using var application = await ServerProcess.StartAsync(ServerProcess.Published(root, "Baseline"), "/", new Dictionary<string, string>(), "");
if (options.Mode == "crowd")
{
    var crowdRounds = options.Rounds ?? CrowdRounds;
    Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; SQLite, guard in the process; {crowdRounds} interleaved rounds of {options.Seconds} s, wrk with 1 thread and {Wrk.Connections} connections");
    Console.WriteLine();
    Console.WriteLine(Figure.Header);
    await new ProfilesRun(root, options, folder, keys, application.Url).ExecuteAsync(crowdRounds);
    await new WaitsRun(root, options, folder, signer, keys, application.Url).ExecuteAsync(crowdRounds);
    return 0;
}

// As it comes from the box, where the tests' server gives up safety and memory.
using var postgres = await PostgresServer.StartAsync("fsync=on", "shared_buffers=128MB");
using var redis = await RedisServer.StartAsync();

if (options.Mode is null)
{
    await new TableRun(root, options, folder, signer, keys, application.Url).ExecuteAsync(postgres, redis);
    return 0;
}

var special = options.Mode == "profile" ? ProfileRun.Settings : new Dictionary<string, string>();
using var onFile = await Gateway.StartAsync("SQLite, guard in the process", root, folder.File("one"), keys, application.Url, new(special));
using var onServers = await Gateway.StartAsync("PostgreSQL and Redis", root, folder.File("many"), keys, application.Url, new(special)
{
    ["SignGateway__Ledger__Provider"] = "PostgreSql",
    ["SignGateway__Ledger__ConnectionString"] = await postgres.CreateDatabaseAsync(),
    ["SignGateway__Ledger__MigrateAtStart"] = "true",
    ["SignGateway__Redis__ConnectionString"] = redis.ConnectionString,
});
if (options.Mode == "profile")
{
    foreach (var gateway in (Gateway[])[onFile, onServers])
        await new ProfileRun(gateway, signer, folder, options).ExecuteAsync();
    return 0;
}

if (options.Mode == "forward")
{
    var forwardRounds = options.Rounds ?? ForwardRounds;
    List<ForwardLoad> forwards = [new(onFile, signer, folder), new(onServers, signer, folder)];
    foreach (var load in forwards)
        await load.WarmUpAsync();
    for (var round = 0; round < forwardRounds; round++)
    {
        foreach (var load in forwards)
            await load.RunRoundAsync();
    }

    Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; wrk with 1 thread and 32 connections; medians of {forwardRounds} interleaved rounds");
    forwards.ForEach(load => load.Print());
    return 0;
}

var rounds = options.Rounds ?? PartsRounds;
List<GatewayLoad> loads = [new(onFile, signer, folder, options), new(onServers, signer, folder, options)];

var bytes = await loads[0].MeasureAnswerAsync();
using var baseline = await ServerProcess.StartAsync(ServerProcess.Published(root, "Baseline"), "/sign", new Dictionary<string, string>(), $"--bytes {bytes}");
var baselineUrl = new Uri(baseline.Url, "/sign");

await Wrk.RunAsync(baselineUrl, loads[0].SignScript, options.WarmUpSeconds);
foreach (var load in loads)
    await load.WarmUpAsync();

List<double> ceilings = [];
for (var round = 0; round < rounds; round++)
{
    ceilings.Add(await Wrk.RunAsync(baselineUrl, loads[0].SignScript, options.Seconds));
    foreach (var load in loads)
        await load.RunRoundAsync();
}

Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; wrk with 1 thread and 32 connections; medians of {rounds} interleaved rounds");
Console.WriteLine($"bare minimal API, {bytes} bytes {ceilings.Median(),8:F0}/s");
loads.ForEach(load => load.Print(ceilings.Median()));
return 0;
