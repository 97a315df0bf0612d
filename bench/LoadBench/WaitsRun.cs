using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A gateway that holds as many waits as it may, beside the same gateway when it holds none.</summary>
internal sealed class WaitsRun(string root, LoadOptions options, TempFolder folder, CallbackSigner signer, KeyServer keys, Uri application)
{
    private const int Callbacks = 100;

    // What is closed leaves the gateway when its next look at the ledger is due, a second later at most.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    private readonly Figure _sign = new("sign, 10,000 waits open", "none open");
    private readonly Figure _memory = new("memory of one wait (proportional set)", "", Unit: " KB");
    private readonly Figure _median = new($"from a callback's answer to its waiter's, median of {Callbacks}", "", Unit: " ms");
    private readonly Figure _most = new($"from a callback's answer to its waiter's, most of {Callbacks}", "", Unit: " ms");

    public async Task ExecuteAsync(int rounds)
    {
        using var gateway = await Gateway.StartAsync("waits", root, folder.File("waits"), keys, application, []);
        var script = WrkScripts.WriteSame(folder, GatewayLoad.One, gateway.Token);
        for (var pass = 0; pass < LoadOptions.WarmUps; pass++)
            await Wrk.RunAsync(gateway.SignUrl, script, options.WarmUpSeconds);
        await OpenFirstAsync(gateway, script);
        for (var round = 0; round < rounds; round++)
            await RunRoundAsync(gateway, script);

        foreach (var figure in (Figure[])[_sign, _memory, _median, _most])
            Console.WriteLine(figure);
    }

    // Memory is only told the first time: the process keeps for a while what it once needed.
    private async Task OpenFirstAsync(Gateway gateway, string script)
    {
        var without = gateway.Process.ProportionalMegabytes;
        await using var waits = await OpenWaits.OpenAsync(gateway, signer);
        await Task.Delay(TimeSpan.FromSeconds(OpenWaits.Seconds));
        _memory.Add((gateway.Process.ProportionalMegabytes - without) * 1024 / OpenWaits.Count);
        await Wrk.RunAsync(gateway.SignUrl, script, options.WarmUpSeconds);
        await waits.CheckAsync();
    }

    private async Task RunRoundAsync(Gateway gateway, string script)
    {
        await Task.Delay(Calm);
        var without = await Wrk.RunAsync(gateway.SignUrl, script, options.Seconds);
        await using var waits = await OpenWaits.OpenAsync(gateway, signer);
        _sign.Add(await Wrk.RunAsync(gateway.SignUrl, script, options.Seconds), without);
        await waits.CheckAsync();
        var late = await waits.EndAsync(gateway, Callbacks);
        _median.Add(late.Median());
        _most.Add(late.Max());
    }
}
