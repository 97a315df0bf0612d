namespace SignGateway.Storage.Ledger;

/// <summary>
/// Tells callers of one commit how it went, one after the other, on a thread of the pool. To wake a thread for each would cost about as much as what they have left to do.
/// </summary>
internal sealed class SqliteTurn(IReadOnlyList<SqliteWork> group, int first, int step, Exception? failure) : IThreadPoolWorkItem
{
    /// <summary>Tells all of them, by as many threads as there are processors.</summary>
    public static void Tell(IReadOnlyList<SqliteWork> group, Exception? failure)
    {
        var turns = Math.Min(Environment.ProcessorCount, group.Count);
        for (var first = 0; first < turns; first++)
            ThreadPool.UnsafeQueueUserWorkItem(new SqliteTurn(group, first, turns, failure), preferLocal: false);
    }

    public void Execute()
    {
        for (var index = first; index < group.Count; index += step)
        {
            if (failure is null)
                group[index].Finish();
            else
                group[index].Fail(failure);
        }
    }
}
