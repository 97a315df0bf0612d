namespace SignGateway.Storage.Ledger;

/// <summary>One caller's statements, waiting for the writing connection. They count once the commit that carries them is through.</summary>
internal abstract class SqliteWork(bool isOneStatement, CancellationToken cancellationToken)
{
    /// <summary>Whether it is a single statement, which SQLite undoes by itself if it fails.</summary>
    public bool IsOneStatement => isOneStatement;

    /// <summary>Whether its caller has given up.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    protected CancellationToken Token => cancellationToken;

    /// <summary>Runs the statements; what they threw, or null.</summary>
    public abstract Task<Exception?> RunAsync(SqliteWriter writer);

    /// <summary>Hands the caller the result, or what the statements threw.</summary>
    public abstract void Finish();

    /// <summary>Tells the caller that nothing was committed.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class SqliteWork<T>(Func<SqliteWriter, CancellationToken, Task<T>> work, bool isOneStatement, CancellationToken cancellationToken)
    : SqliteWork(isOneStatement, cancellationToken)
{
    // Its caller goes on elsewhere, not on the thread that writes.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? _done;

    public Task<T> Result => _result.Task;

    public override async Task<Exception?> RunAsync(SqliteWriter writer)
    {
        _done = RunWorkAsync(writer);
        try
        {
            await _done;
            return null;
        }
        catch (Exception exception)
        {
            // Not lost: the caller gets it when the group ends.
            return exception;
        }
    }

    public override void Finish() => _result.SetFromTask(_done!);

    public override void Fail(Exception exception) => _result.SetException(exception);

    private async Task<T> RunWorkAsync(SqliteWriter writer)
    {
        Token.ThrowIfCancellationRequested();
        return await work(writer, Token);
    }
}
