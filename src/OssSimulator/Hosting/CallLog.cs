namespace OssSimulator.Hosting;

/// <summary>All calls of a service, oldest first. For services that are asked seldom: it forgets nothing.</summary>
internal sealed class CallLog<T>
{
    private readonly List<T> calls = [];

    public IReadOnlyList<T> Calls
    {
        get
        {
            lock (calls) return [.. calls];
        }
    }

    public void Add(T call)
    {
        lock (calls) calls.Add(call);
    }
}
