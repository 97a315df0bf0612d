using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>The whole table: what is wanted, and what was measured beside the ceiling in interleaved rounds.</summary>
internal sealed class TableRun(string root, LoadOptions options, TempFolder folder, CallbackSigner signer, KeyServer keys, Uri application)
{
    private const int DefaultRounds = 5;
    private const int ColdStarts = 5;

    private readonly Figure _coldStart = new("cold start to the first signed answer; SQLite", "ceiling's first answer", 2.0, 1.4, "×") { AbsoluteUnit = " ms" };

    public async Task ExecuteAsync(PostgresServer postgres, RedisServer redis)
    {
        var rounds = options.Rounds ?? DefaultRounds;
        await using var issuer = await TokenIssuer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        using var onFile = await StartAsync("SQLite", "one", issuer, []);
        using var onServers = await StartAsync("Redis and PostgreSQL", "many", issuer, new()
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = database,
            ["SignGateway__Ledger__MigrateAtStart"] = "true",
            ["SignGateway__Redis__ConnectionString"] = redis.ConnectionString,
        });
        List<GatewayFigures> gateways = [new(onFile, Goals.Sqlite, issuer, signer, folder), new(onServers, Goals.Servers, issuer, signer, folder)];
        var bytes = await gateways[0].MeasureAnswerAsync();
        using var ceiling = await Ceiling.StartAsync(root, folder, bytes);

        var signScript = gateways[0].SignScript;
        foreach (var gateway in gateways)
            await gateway.WarmUpAsync(options.WarmUpSeconds);
        for (var pass = 0; pass < LoadOptions.WarmUps; pass++)
        {
            await ceiling.SignAsync(signScript, options.WarmUpSeconds);
            await ceiling.ReadAsync(gateways[0].CallbackScript, options.WarmUpSeconds);
        }

        for (var round = 0; round < rounds; round++)
        {
            var signed = await ceiling.SignAsync(signScript, options.Seconds);
            var read = await ceiling.ReadAsync(gateways[0].CallbackScript, options.Seconds);
            // Each round the other way round, so that none has the warmer machine every time.
            foreach (var gateway in round % 2 == 0 ? gateways : Enumerable.Reverse(gateways))
                await gateway.RunAsync(options.Seconds);
            foreach (var gateway in gateways)
                gateway.Add(signed, read);
        }

        var hanging = new HangingStore(onServers, signer, postgres);
        for (var round = 0; round < rounds; round++)
            await hanging.RunAsync();
        await StartColdAsync(ceiling, issuer);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; {rounds} interleaved rounds of {options.Seconds} s, wrk with 1 thread and {Wrk.Connections} connections; ceiling: {bytes} bytes of JSON"));
        Console.WriteLine(await InForce.DescribeAsync(folder, database, redis.ConnectionString));
        Console.WriteLine();
        Console.WriteLine(Figure.Header);
        var (first, second) = (gateways[0].Lines.ToList(), gateways[1].Lines.ToList());
        foreach (var figure in first.Zip(second, (one, other) => new[] { one, other }).SelectMany(pair => pair).Append(hanging.Figure).Append(_coldStart))
            Console.WriteLine(figure);
    }

    private async Task StartColdAsync(Ceiling ceiling, TokenIssuer issuer)
    {
        // The first start makes the tables, and both come into the page cache.
        for (var start = 0; start <= ColdStarts; start++)
        {
            var bare = await ceiling.StartColdAsync();
            using var gateway = await StartAsync("cold", "cold", issuer, [], Request);
            if (start > 0)
                _coldStart.Add(gateway.Process.StartTime.TotalMilliseconds, bare);
        }

        HttpRequestMessage Request(Uri url) => new(HttpMethod.Post, new Uri(url, "/v1/uploads"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", issuer.Make()) },
            Content = new StringContent(GatewayLoad.One, Encoding.UTF8, "application/json"),
        };
    }

    private Task<Gateway> StartAsync(string name, string data, TokenIssuer issuer, Dictionary<string, string> storage, Func<Uri, HttpRequestMessage>? first = null)
    {
        var counting = first is null ? ServerProcess.CountingAllocations(root, folder.File($"allocated.{data}")) : [];
        return Gateway.StartAsync(name, root, folder.File(data), keys, application, new(storage.Concat(issuer.Settings).Concat(counting)), first);
    }
}
