namespace SignGateway.Storage.Doctor;

/// <summary>How long a dependency takes to answer.</summary>
internal static class Latency
{
    private const int Times = 5;

    /// <summary>The median of a few calls, one after another; the first one, which may have to connect, is not among them.</summary>
    public static async Task<TimeSpan> OfAsync(Func<Task> call, TimeProvider time)
    {
        await call();
        var took = new List<TimeSpan>(Times);
        for (var number = 0; number < Times; number++)
        {
            var begun = time.GetTimestamp();
            await call();
            took.Add(time.GetElapsedTime(begun));
        }

        took.Sort();
        return took[Times / 2];
    }
}
