using System.Text;
using System.Text.Json.Nodes;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>The load on one gateway, and what came of it.</summary>
internal sealed class GatewayLoad(Gateway gateway, CallbackSigner signer, TempFolder folder, LoadOptions options)
{
    /// <summary>What a sign request asks for.</summary>
    public const string One = "{\"fileName\":\"cat photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{\"album\":\"7\"}}";
    private const string InParts = "{\"method\":\"multipart\",\"profile\":\"parts\",\"fileName\":\"film.mp4\",\"size\":1000000000}";
    private const string FiveParts = "{\"numbers\":[1,2,3,4,5]}";
    private const int PacedSeconds = 5;

    private readonly List<double> _signs = [];
    private readonly List<double> _parts = [];
    private readonly List<double> _callbacks = [];
    private readonly List<double> _medians = [];
    private readonly List<double> _ratios = [];

    private readonly string _partsScript = WrkScripts.WriteSame(folder, FiveParts, gateway.Token);
    private Uri? _partsUrl;

    public string SignScript { get; } = WrkScripts.WriteSame(folder, One, gateway.Token);

    /// <summary>Bytes of an answer to a sign request.</summary>
    public async Task<int> MeasureAnswerAsync()
    {
        using var answer = await gateway.Client.PostAsync(gateway.SignUrl, new StringContent(One, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    public async Task WarmUpAsync()
    {
        _partsUrl = await BeginPartsAsync();
        await Wrk.RunAsync(gateway.SignUrl, SignScript, options.WarmUpSeconds);
        await Wrk.RunAsync(_partsUrl, _partsScript, options.WarmUpSeconds);
        await PostAsManyAsPossibleAsync();
    }

    public async Task RunRoundAsync()
    {
        _signs.Add(await Wrk.RunAsync(gateway.SignUrl, SignScript, options.Seconds));
        _parts.Add(await Wrk.RunAsync(_partsUrl!, _partsScript, options.Seconds));
        _callbacks.Add(await PostAsManyAsPossibleAsync());

        var pace = _callbacks[^1] / 2;
        var latencies = await PacedLoad.RunAsync(gateway, await signer.MakeAsync(gateway.Client, (int)(pace * PacedSeconds)), pace);
        _medians.Add(latencies.Median());
        _ratios.Add(latencies.Percentile(99) / latencies.Median());
    }

    public void Print(double ceiling)
    {
        Console.WriteLine($"{gateway.Name}:");
        Console.WriteLine($"  sign                  {_signs.Median(),8:F0}/s   ratio {_signs.Median() / ceiling:F2}");
        Console.WriteLine($"  URLs for five parts   {_parts.Median(),8:F0}/s   each costs {_signs.Median() / _parts.Median():F2} sign requests");
        Console.WriteLine($"  callback, recorded    {_callbacks.Median(),8:F0}/s   ratio {_callbacks.Median() / ceiling:F2}");
        Console.WriteLine($"  callback at half that   median {_medians.Median():F2} ms, p99 {_ratios.Median():F1} times that (rounds: {string.Join(", ", _ratios.Select(ratio => $"{ratio:F1}"))})");
        Console.WriteLine($"  resident memory after the load {gateway.Process.ResidentMegabytes} MB, start to ready {gateway.Process.StartTime.TotalMilliseconds:F0} ms");
    }

    private async Task<Uri> BeginPartsAsync()
    {
        using var answer = await gateway.Client.PostAsync(gateway.SignUrl, new StringContent(InParts, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        var grant = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return new Uri(gateway.SignUrl, (string)grant["partsUrl"]!);
    }

    private Task<double> PostAsManyAsPossibleAsync() => CallbackLoad.RunAsync(gateway, signer, folder, Gateway.QuietProfile);
}
