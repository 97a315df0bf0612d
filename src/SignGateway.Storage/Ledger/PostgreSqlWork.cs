namespace SignGateway.Storage.Ledger;

/// <summary>One caller's statement on its way to a commit.</summary>
internal sealed class PostgreSqlWork(LedgerStatement statement, CallLimit limit)
{
    // Its caller goes on elsewhere, not where the batches are written.
    private readonly TaskCompletionSource<IReadOnlyList<UploadRow>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LedgerStatement Statement => statement;

    public Task<IReadOnlyList<UploadRow>> Result => _result.Task;

    /// <summary>See <see cref="LedgerStatement.Order"/>.</summary>
    public string Order => statement.Order;

    /// <summary>How long its caller waits.</summary>
    public CallLimit Limit => limit;

    /// <summary>What it was a part of at the latest attempt.</summary>
    public PostgreSqlCommand? Command { get; set; }

    /// <summary>What it has written, if the commit goes through.</summary>
    public IReadOnlyList<UploadRow> Rows { get; set; } = [];

    /// <summary>Whether it and another can be said as one.</summary>
    public bool IsAlike(PostgreSqlWork other) =>
        statement.ManySql is not null && ReferenceEquals(statement.ManySql, other.Statement.ManySql) && statement.Tells is null && other.Statement.Tells is null;

    /// <summary>Hands the caller the rows.</summary>
    public void Finish() => _result.SetResult(Rows);

    /// <summary>Hands the caller what went wrong.</summary>
    public void Fail(Exception exception) => _result.SetException(exception);
}
