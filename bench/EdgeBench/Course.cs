using LoadBench;

namespace EdgeBench;

/// <summary>What is measured, and each round's requests per second.</summary>
internal sealed record Course(string Name, Uri Url, string Script)
{
    public List<double> Rates { get; } = [];

    public async Task RunAsync(int seconds) => Rates.Add(await Wrk.RunAsync(new Uri(Url, "/read"), Script, seconds));
}
