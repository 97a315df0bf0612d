using SignGateway.TestServers;

namespace LoadBench;

/// <summary>Callbacks of which an application is told, over callbacks of which nobody is, by turns on one gateway.</summary>
internal sealed class ForwardLoad(Gateway gateway, CallbackSigner signer, TempFolder folder)
{
    private const int WarmUpRounds = 4;

    private readonly List<double> _quiet = [];
    private readonly List<double> _forwarded = [];

    public async Task WarmUpAsync()
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            await RateAsync(Gateway.QuietProfile);
            await RateAsync(Gateway.ForwardedProfile);
        }

        await CheckAsync();
    }

    public async Task RunRoundAsync()
    {
        _quiet.Add(await RateAsync(Gateway.QuietProfile));
        _forwarded.Add(await RateAsync(Gateway.ForwardedProfile));
    }

    public void Print()
    {
        var shares = _forwarded.Zip(_quiet, (forwarded, quiet) => forwarded / quiet).ToList();
        Console.WriteLine($"{gateway.Name}:");
        Console.WriteLine($"  callback, recorded    {_quiet.Median(),8:F0}/s");
        Console.WriteLine($"  callback, forwarded   {_forwarded.Median(),8:F0}/s   ratio {shares.Median():F2} (rounds: {string.Join(", ", shares.Select(share => $"{share:F2}"))})");
    }

    private Task<double> RateAsync(string profile) => CallbackLoad.RunAsync(gateway, signer, folder, profile);

    // A forward that fails is cheap; it must not count as one.
    private async Task CheckAsync()
    {
        var callback = (await signer.MakeAsync(gateway.Client, 1, Gateway.ForwardedProfile))[0];
        using var response = await gateway.Client.SendAsync(gateway.RequestOf(callback));
        var answer = await response.Content.ReadAsStringAsync();
        if (!answer.Contains("\"app\":{", StringComparison.Ordinal))
            throw new InvalidOperationException($"The application is not heard: {answer}");
    }
}
