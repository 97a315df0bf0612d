namespace SignGateway.Storage.Ledger;

/// <summary>One caller's statements, waiting for the writing connection. They count once the commit that carries them is through.</summary>
internal abstract class SqliteWork(CallLimit limit)
{
    /// <summary>Whether it is a single statement, which SQLite undoes by itself if it fails.</summary>
    public abstract bool IsOneStatement { get; }

    /// <summary>How long its caller waits.</summary>
    public CallLimit Limit => limit;

    /// <summary>Runs the statements; what they threw, or null.</summary>
    public abstract ValueTask<Exception?> RunAsync(SqliteWriter writer);

    /// <summary>Hands the caller the result, or what the statements threw. The caller goes on on this thread.</summary>
    public abstract void Finish();

    /// <summary>Tells the caller that nothing was committed. The caller goes on on this thread.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal abstract class SqliteWork<T>(CallLimit limit) : SqliteWork(limit)
{
    // Whoever tells it goes on with the caller: see SqliteTurn.
    private readonly TaskCompletionSource<T> _result = new();
    private T? _done;
    private Exception? _failure;

    public Task<T> Result => _result.Task;

    public override async ValueTask<Exception?> RunAsync(SqliteWriter writer)
    {
        try
        {
            if (Limit.IsOver)
                throw new OperationCanceledException();
            _done = await ExecuteAsync(writer);
            return null;
        }
        catch (Exception exception)
        {
            // Not lost: the caller gets it when the group ends.
            return _failure = exception;
        }
    }

    public override void Finish()
    {
        if (_failure is null)
            _result.SetResult(_done!);
        else
            _result.SetException(_failure);
    }

    public override void Fail(Exception exception) => _result.SetException(exception);

    protected abstract ValueTask<T> ExecuteAsync(SqliteWriter writer);
}
