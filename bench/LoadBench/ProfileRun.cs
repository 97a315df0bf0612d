using System.Diagnostics;
using System.Globalization;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>Where a gateway's processor time goes, layer by layer, as samples of its stacks under load tell (perf, 999 times a second).</summary>
internal sealed class ProfileRun(Gateway gateway, CallbackSigner signer, TempFolder folder, LoadOptions options)
{
    // Code that the runtime makes has names for perf, and stays where it was made.
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["DOTNET_PerfMapEnabled"] = "1",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    private const int CallbacksPerSecond = 15_000;

    public async Task ExecuteAsync()
    {
        var sign = WrkScripts.WriteSame(folder, GatewayLoad.One, gateway.Token);
        for (var run = 0; run < LoadOptions.WarmUps; run++)
            await Wrk.RunAsync(gateway.SignUrl, sign, options.WarmUpSeconds);
        await RunAsync("sign, token seen before", gateway.SignUrl, sign);

        for (var run = 0; run < LoadOptions.WarmUps; run++)
            await Wrk.RunAsync(gateway.CallbackUrl, await FreshAsync(), options.Seconds);
        var fresh = await FreshAsync();
        await RunAsync("fresh callback", gateway.CallbackUrl, fresh);
        await RunAsync("repeated callback", gateway.CallbackUrl, fresh);
    }

    private async Task<string> FreshAsync() =>
        WrkScripts.WriteEach(folder, await signer.MakeAsync(gateway.Client, CallbacksPerSecond * options.Seconds), gateway.KeyUrl);

    private async Task RunAsync(string what, Uri url, string script)
    {
        var data = folder.File($"{Guid.NewGuid():N}.perf");
        var before = gateway.Process.ProcessorTime;
        var load = Wrk.MeasureAsync(url, script, options.Seconds);
        await PerfAsync($"record -q -F 999 -g -p {gateway.Process.Id} -o {data} -- sleep {options.Seconds - 1}");
        var run = await load;
        var each = (gateway.Process.ProcessorTime - before).TotalMicroseconds / run.Requests;
        var layers = Layers.Count(await PerfAsync($"script -i {data} -F comm,ip,sym,dso"));
        var all = layers.Values.Sum();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{gateway.Name}: {what}, {run.Rate:F0}/s, {each:F0} µs of processor time each"));
        foreach (var (layer, samples) in layers.OrderByDescending(layer => layer.Value))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each * samples / all,8:F1} µs {100.0 * samples / all,5:F1} %  {layer}"));
    }

    private static async Task<string> PerfAsync(string arguments)
    {
        using var perf = Process.Start(new ProcessStartInfo("perf", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("perf is missing; apt-get install linux-perf.");
        var errors = perf.StandardError.ReadToEndAsync();
        var output = await perf.StandardOutput.ReadToEndAsync();
        await perf.WaitForExitAsync();
        return perf.ExitCode == 0 ? output : throw new InvalidOperationException($"perf {arguments}: {await errors}");
    }
}
