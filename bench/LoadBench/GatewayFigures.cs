using System.Text;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>What one gateway does in each round, and its lines of the table.</summary>
internal sealed class GatewayFigures(Gateway gateway, Goals goals, TokenIssuer issuer, CallbackSigner signer, TempFolder folder)
{
    private const int FewestCallbacks = 20_000;
    private const int FewestTokens = 15_000;

    // Tokens take longer to make than to use.
    private const int MostTokenSeconds = 3;

    // Runs are not all alike, and none may come to the end of what was made for it.
    private const double Spare = 2.5;

    // What wrk had sent without getting the answer.
    private const int Unanswered = 2 * Wrk.Connections;

    private readonly Figure _sign = new($"sign with its note committed, token seen before; {gateway.Name}", "ceiling", goals.Sign.Must, goals.Sign.Aim);
    private readonly Figure _newTokens = new($"the same, every token new, RS256; {gateway.Name}", "ceiling", 0.15, 0.28);
    private readonly Figure _processor = new($"processor time of a sign request; {gateway.Name}", "ceiling", 2.2, 1.5, "×") { AbsoluteUnit = " µs" };
    private readonly Figure _fresh = new($"fresh callback, answered after the commit; {gateway.Name}", "bare callback", goals.Callback.Must, goals.Callback.Aim);
    private readonly Figure _repeated = new($"repeated callback; {gateway.Name}", "bare callback", 0.35, 0.45);
    private readonly Figure _signP99 = new($"p99 saturated, sign; {gateway.Name}", "ceiling's p99", 2.5, 1.8, "×") { AbsoluteUnit = " ms" };
    private readonly Figure _freshP99 = new($"p99 saturated, callback; {gateway.Name}", "bare callback's p99", goals.CallbackP99.Must, goals.CallbackP99.Aim, "×") { AbsoluteUnit = " ms" };
    private readonly Figure _memory = new($"memory under load (proportional set); {gateway.Name}", "ceiling", 1.6, 1.3, "×") { AbsoluteUnit = " MB" };
    private readonly Figure _signBytes = new($"allocation per sign; {gateway.Name}", "", 12, 6, " KB");
    private readonly Figure _callbackBytes = new($"allocation per callback; {gateway.Name}", "", 8, 4, " KB");

    private readonly string _token = issuer.Make();
    private double _tokenRate;
    private double _callbackRate;
    private ServerRun? _lastSign;
    private ServerRun? _lastNewTokens;
    private ServerRun? _lastFresh;
    private ServerRun? _lastRepeated;

    public IEnumerable<Figure> Lines => [_sign, _newTokens, _processor, _fresh, _repeated, _signP99, _freshP99, _memory, _signBytes, _callbackBytes];

    public string SignScript => WrkScripts.WriteSame(folder, GatewayLoad.One, _token);

    /// <summary>The callbacks of the last round.</summary>
    public string CallbackScript { get; private set; } = "";

    /// <summary>Bytes of an answer to a sign request.</summary>
    public async Task<int> MeasureAnswerAsync()
    {
        using var answer = await gateway.Client.PostAsync(gateway.SignUrl, new StringContent(GatewayLoad.One, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>Runs everything for nothing, and learns how much has to be made ahead.</summary>
    public async Task WarmUpAsync(int seconds)
    {
        for (var pass = 0; pass < LoadOptions.WarmUps; pass++)
        {
            await Wrk.RunAsync(gateway.SignUrl, SignScript, seconds);
            _tokenRate = await Wrk.RunAsync(gateway.SignUrl, WrkScripts.WriteEachToken(folder, GatewayLoad.One, issuer.Make(FewestTokens)), seconds);
            var callbacks = await signer.MakeAsync(gateway.Client, FewestCallbacks);
            CallbackScript = WrkScripts.WriteEach(folder, callbacks, gateway.KeyUrl);
            _callbackRate = await Wrk.RunAsync(gateway.CallbackUrl, CallbackScript, seconds);
            await Wrk.RunAsync(gateway.CallbackUrl, CallbackScript, seconds);
        }
    }

    public async Task RunAsync(int seconds)
    {
        _lastSign = await ServerRun.MeasureAsync(gateway.Process, gateway.SignUrl, SignScript, seconds);

        var tokenSeconds = Math.Min(seconds, MostTokenSeconds);
        var tokens = issuer.Make(Math.Max(FewestTokens, (int)(_tokenRate * tokenSeconds * Spare)));
        _lastNewTokens = await ServerRun.MeasureAsync(gateway.Process, gateway.SignUrl, WrkScripts.WriteEachToken(folder, GatewayLoad.One, tokens), tokenSeconds);
        _tokenRate = CheckedRate(_lastNewTokens, tokens.Length);

        var callbacks = await signer.MakeAsync(gateway.Client, Math.Max(FewestCallbacks, (int)(_callbackRate * seconds * Spare)));
        CallbackScript = WrkScripts.WriteEach(folder, callbacks, gateway.KeyUrl);
        _lastFresh = await ServerRun.MeasureAsync(gateway.Process, gateway.CallbackUrl, CallbackScript, seconds);
        _callbackRate = CheckedRate(_lastFresh, callbacks.Count);

        // Those that were surely recorded; wrk takes the first request to look at, and does not send it.
        var recorded = callbacks.Skip(1).Take(Math.Max(1, _lastFresh.Wrk.Requests - Unanswered));
        _lastRepeated = await ServerRun.MeasureAsync(gateway.Process, gateway.CallbackUrl, WrkScripts.WriteEach(folder, recorded, gateway.KeyUrl), seconds);
    }

    /// <summary>Holds the round against the ceiling's.</summary>
    public void Add(ServerRun ceiling, ServerRun bare)
    {
        _sign.Add(_lastSign!.Wrk.Rate, ceiling.Wrk.Rate);
        _newTokens.Add(_lastNewTokens!.Wrk.Rate, ceiling.Wrk.Rate);
        _processor.Add(_lastSign.Microseconds, ceiling.Microseconds);
        _fresh.Add(_lastFresh!.Wrk.Rate, bare.Wrk.Rate);
        _repeated.Add(_lastRepeated!.Wrk.Rate, bare.Wrk.Rate);
        _signP99.Add(_lastSign.Wrk.P99, ceiling.Wrk.P99);
        _freshP99.Add(_lastFresh.Wrk.P99, bare.Wrk.P99);
        _memory.Add(_lastSign.Megabytes, ceiling.Megabytes);
        _signBytes.Add(_lastSign.Kilobytes);
        _callbackBytes.Add(_lastFresh.Kilobytes);
    }

    private static double CheckedRate(ServerRun run, int made) => run.Wrk.Requests + Unanswered <= made
        ? run.Wrk.Rate
        : throw new InvalidOperationException($"What was made ahead ran out: {run.Wrk.Requests} of {made} were used. A repeat is cheaper than a first.");
}
