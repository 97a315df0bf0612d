namespace LoadBench;

/// <summary>A run of wrk, and what the server itself spent on it.</summary>
/// <param name="Wrk">What wrk saw.</param>
/// <param name="Microseconds">Processor time of the server's process for one request.</param>
/// <param name="Megabytes">Its proportional set in the middle of the run.</param>
/// <param name="Kilobytes">What it allocated for one request.</param>
internal sealed record ServerRun(WrkRun Wrk, double Microseconds, double Megabytes, double Kilobytes)
{
    public static async Task<ServerRun> MeasureAsync(ServerProcess server, Uri url, string script, int seconds)
    {
        var (time, allocated) = (server.ProcessorTime, await server.AllocatedAsync());
        var load = LoadBench.Wrk.MeasureAsync(url, script, seconds);
        await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0));
        var megabytes = server.ProportionalMegabytes;
        var run = await load;
        return new ServerRun(
            run, (server.ProcessorTime - time).TotalMicroseconds / run.Requests, megabytes, (await server.AllocatedAsync() - allocated) / 1024.0 / run.Requests);
    }
}
