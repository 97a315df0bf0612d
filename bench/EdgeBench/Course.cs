using LoadBench;

namespace EdgeBench;

/// <summary>What is measured, and of each round the requests per second and the server's processor time for one, which a busy machine disturbs less.</summary>
internal sealed record Course(string Name, ServerProcess Server, string Script)
{
    public List<double> Rates { get; } = [];

    public List<double> Microseconds { get; } = [];

    public async Task RunAsync(int seconds)
    {
        var before = Server.ProcessorTime;
        var rate = await Wrk.RunAsync(new Uri(Server.Url, "/read"), Script, seconds);
        Rates.Add(rate);
        Microseconds.Add((Server.ProcessorTime - before).TotalMicroseconds / (rate * seconds));
    }

    public void Forget()
    {
        Rates.Clear();
        Microseconds.Clear();
    }
}
