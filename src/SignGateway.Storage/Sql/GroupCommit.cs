using System.Data.Common;
using System.Threading.Channels;
using SignGateway.Uploads;

namespace SignGateway.Storage.Sql;

/// <summary>
/// Lets the writes of concurrent requests share a transaction. Whatever has queued up while the last commit was under way goes into the next one, so a lone write
/// waits for nobody; each caller still waits for its own commit. A caller that leaves does not undo the others, and a write that fails is
/// taken out and the rest is done one by one.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MaxBatch = 128;
    private const int MaxQueued = 4096;

    private readonly SqlDatabase _database;
    private readonly Channel<Write> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _writers;

    public GroupCommit(SqlDatabase database)
    {
        _database = database;
        _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(MaxQueued) { FullMode = BoundedChannelFullMode.Wait });
        _writers = [.. Enumerable.Range(0, database.Writers).Select(_ => WriteAllAsync())];
    }

    /// <summary>Runs the work in a transaction and answers once that is committed.</summary>
    /// <param name="work">Statements on the transaction it is given. It may run twice, after a rollback.</param>
    /// <param name="cancellationToken">Ends the caller's wait; work that has begun may still be committed.</param>
    /// <exception cref="LedgerUnavailableException">More writes are waiting than could be done in time.</exception>
    public async Task<T> RunAsync<T>(Func<SqlWrite, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var write = new Write<T>(work, cancellationToken);
        if (!_queue.Writer.TryWrite(write))
            throw new LedgerUnavailableException("More writes are waiting for the ledger than it can take.");
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers);
        _stopping.Dispose();
    }

    private async Task WriteAllAsync()
    {
        // Not on the thread of whoever resolves this.
        await Task.Yield();
        var batch = new List<Write>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(_stopping.Token))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var write))
            {
                if (write.IsAbandoned)
                    write.Cancel();
                else
                    batch.Add(write);
            }

            if (batch.Count > 0 && !await TryCommitAsync(batch))
            {
                foreach (var write in batch)
                    await TryCommitAsync([write]);
            }
        }
    }

    /// <summary>False if one of several writes failed by itself, so that they have to be tried apart; else everyone has been told.</summary>
    private async Task<bool> TryCommitAsync(List<Write> batch)
    {
        try
        {
            await using var transaction = await _database.WriteAsync(_stopping.Token);
            foreach (var write in batch)
                await write.RunAsync(transaction, _stopping.Token);
            await transaction.CommitAsync(_stopping.Token);
        }
        catch (Exception exception)
        {
            // Nothing is swallowed: whatever went wrong is the answer to whoever waits, once it is clear to whom it belongs.
            if (batch.Count > 1 && exception is DbException fault && _database.Classify(fault) != SqlFault.Unavailable)
                return false;
            foreach (var write in batch)
                write.Fail(exception);
            return true;
        }

        foreach (var write in batch)
            write.Complete();
        return true;
    }

    private abstract class Write(CancellationToken caller)
    {
        public bool IsAbandoned => caller.IsCancellationRequested;

        protected CancellationToken Caller => caller;

        public abstract Task RunAsync(SqlWrite transaction, CancellationToken cancellationToken);

        public abstract void Complete();

        public abstract void Fail(Exception exception);

        public abstract void Cancel();
    }

    private sealed class Write<T>(Func<SqlWrite, CancellationToken, Task<T>> work, CancellationToken caller) : Write(caller)
    {
        private T _result = default!;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task RunAsync(SqlWrite transaction, CancellationToken cancellationToken) => _result = await work(transaction, cancellationToken);

        public override void Complete() => Done.TrySetResult(_result);

        public override void Fail(Exception exception) => Done.TrySetException(exception);

        public override void Cancel() => Done.TrySetCanceled(Caller);
    }
}
