using System.Diagnostics;
using System.Threading.Channels;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// Works that wait for a commit. Nobody waits for company: an idle writer takes what is there, and whatever came up during
/// one commit shares the next.
/// </summary>
internal sealed class CommitQueue<TWork> : IAsyncDisposable
{
    // As many works as wait at once; who finds no room waits for it under the call's own budget.
    private const int MaxWaiting = 4096;
    private const int MaxPerCommit = 128;

    private readonly Channel<TWork> _waiting;
    private readonly Func<IReadOnlyList<TWork>, Task> _commit;
    private readonly Func<TWork, CallLimit> _limitOf;
    private readonly LedgerMeter? _meter;
    private readonly Task _writing;

    /// <summary>
    /// Starts the writers. Whatever goes wrong, <paramref name="commit"/> tells the works and does not throw. Commits that hold their thread while the disk works run on one that is theirs:
    /// the pool has no more than there are processors, and everything else of the gateway would have to do with the others.
    /// </summary>
    public CommitQueue(int writers, bool holdsThread, Func<TWork, CallLimit> limitOf, LedgerMeter? meter, Func<IReadOnlyList<TWork>, Task> commit)
    {
        _limitOf = limitOf;
        _meter = meter;
        _commit = commit;
        _waiting = Channel.CreateBounded<TWork>(new BoundedChannelOptions(MaxWaiting) { SingleReader = writers == 1 });
        _writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ =>
            holdsThread ? Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) : Task.Run(WriteAllAsync)));
    }

    /// <summary>Adds a work if there is room for it at once, as there nearly always is.</summary>
    public bool TryAdd(TWork work) => _waiting.Writer.TryWrite(work);

    /// <summary>Waits for room, as long as the caller waits.</summary>
    public async Task AddAsync(TWork work, CallLimit limit)
    {
        using var source = limit.ToSource();
        await _waiting.Writer.WriteAsync(work, source.Token);
    }

    /// <summary>Takes no more works, and ends when those that wait are done.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
            await CommitAsync();
    }

    private void WriteAll()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            CommitAsync().GetAwaiter().GetResult();
    }

    private Task CommitAsync()
    {
        var group = new List<TWork>();
        while (group.Count < MaxPerCommit && _waiting.Reader.TryRead(out var work))
            group.Add(work);
        if (group.Count == 0)
            return Task.CompletedTask;
        return _meter is { IsEnabled: true } ? MeasureAsync(group, _meter) : _commit(group);
    }

    private async Task MeasureAsync(List<TWork> group, LedgerMeter meter)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var work in group)
            meter.Waited(_limitOf(work).AgeAt(begun));
        await _commit(group);
        meter.Committed(group.Count, Stopwatch.GetElapsedTime(begun));
    }
}
