using SignGateway.TestServers;

namespace LoadBench;

/// <summary>As many callbacks as a gateway takes, each for an upload of its own.</summary>
internal static class CallbackLoad
{
    // Short enough that the callbacks made for it are not used up: a repeat is cheaper than a record.
    private const int Seconds = 2;
    private const int Callbacks = 20_000;

    /// <summary>Callbacks per second, for uploads of a profile.</summary>
    public static async Task<double> RunAsync(Gateway gateway, CallbackSigner signer, TempFolder folder, string profile)
    {
        var callbacks = await signer.MakeAsync(gateway.Client, Callbacks, profile);
        var rate = await Wrk.RunAsync(gateway.CallbackUrl, WrkScripts.WriteEach(folder, callbacks, gateway.KeyUrl), Seconds);
        if (rate * Seconds > Callbacks)
            throw new InvalidOperationException("The callbacks ran out; make more of them.");
        return rate;
    }
}
