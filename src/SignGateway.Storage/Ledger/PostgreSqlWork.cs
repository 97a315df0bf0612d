using System.Data.Common;
using Npgsql;
using SignGateway.Storage.Quotas;

namespace SignGateway.Storage.Ledger;

/// <summary>One caller's statement on its way to a commit.</summary>
internal sealed class PostgreSqlWork(LedgerStatement statement, CancellationToken cancellationToken)
{
    /// <summary>
    /// Waits until nobody else counts for this owner and profile, and keeps others waiting until the commit. A statement by itself: the one behind it must see
    /// what was committed meanwhile. Two numbers, so that it cannot be the migrator's lock; owners whose numbers are equal wait for one another, and no more.
    /// </summary>
    public const string LockSql = "SELECT pg_advisory_xact_lock(hashtext(@QuotaOwner), hashtext(@QuotaProfile));";

    // Its caller goes on elsewhere, not where the batches are written.
    private readonly TaskCompletionSource<IReadOnlyList<UploadRow>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<UploadRow> _rows = [];
    private NpgsqlBatchCommand? _locking;
    private NpgsqlBatchCommand? _command;

    public Task<IReadOnlyList<UploadRow>> Result => _result.Task;

    /// <summary>See <see cref="LedgerStatement.Order"/>.</summary>
    public string Order => statement.Order;

    /// <summary>Cancelled when its caller has given up.</summary>
    public CancellationToken Token => cancellationToken;

    /// <summary>Adds the statement, for one attempt.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        _locking = statement.Alone is { } held ? Locking(held) : null;
        if (_locking is not null)
            batch.BatchCommands.Add(_locking);
        _command = new NpgsqlBatchCommand(statement.Tells is null ? statement.Sql : $"WITH changed AS ({statement.Sql.TrimEnd(';')}), told AS ({statement.Tells}) SELECT * FROM changed;");
        statement.Parameters.AddTo(_command.Parameters, _command.CreateParameter);
        batch.BatchCommands.Add(_command);
    }

    /// <summary>Whether this was its statement at the latest attempt.</summary>
    public bool Is(NpgsqlBatchCommand? command) => command is not null && (ReferenceEquals(command, _command) || ReferenceEquals(command, _locking));

    /// <summary>Reads the rows, behind those of the statement before; they count once the commit is through.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken limit)
    {
        if (_locking is not null)
            await reader.NextResultAsync(limit);
        await reader.NextResultAsync(limit);
        _rows = await LedgerStatement.ReadAsync(reader, limit);
    }

    /// <summary>Hands the caller the rows.</summary>
    public void Finish() => _result.SetResult(_rows);

    /// <summary>Hands the caller what went wrong.</summary>
    public void Fail(Exception exception) => _result.SetException(exception);

    private static NpgsqlBatchCommand Locking(QuotaLock held)
    {
        var command = new NpgsqlBatchCommand(LockSql);
        QuotaStatements.Of(new LedgerParameters(), held.Owner, held.Profile).AddTo(command.Parameters, command.CreateParameter);
        return command;
    }
}
