using System.Data.Common;
using Npgsql;

namespace SignGateway.Storage.Ledger;

/// <summary>One caller's statement on its way to a commit.</summary>
internal sealed class PostgreSqlWork(LedgerStatement statement, CancellationToken cancellationToken)
{
    // Its caller goes on elsewhere, not where the batches are written.
    private readonly TaskCompletionSource<IReadOnlyList<UploadRow>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<UploadRow> _rows = [];
    private NpgsqlBatchCommand? _command;

    public Task<IReadOnlyList<UploadRow>> Result => _result.Task;

    /// <summary>See <see cref="LedgerStatement.Order"/>.</summary>
    public string Order => statement.Order;

    /// <summary>Cancelled when its caller has given up.</summary>
    public CancellationToken Token => cancellationToken;

    /// <summary>Makes the statement, for one attempt.</summary>
    public NpgsqlBatchCommand CreateCommand()
    {
        _command = new NpgsqlBatchCommand(statement.Tells is null ? statement.Sql : $"WITH changed AS ({statement.Sql.TrimEnd(';')}), told AS ({statement.Tells}) SELECT * FROM changed;");
        statement.Parameters.AddTo(_command.Parameters, _command.CreateParameter);
        return _command;
    }

    /// <summary>Whether this was its statement at the latest attempt.</summary>
    public bool Is(NpgsqlBatchCommand? command) => command is not null && ReferenceEquals(command, _command);

    /// <summary>Reads the rows; they count once the commit is through.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken limit) => _rows = await LedgerStatement.ReadAsync(reader, limit);

    /// <summary>Hands the caller the rows.</summary>
    public void Finish() => _result.SetResult(_rows);

    /// <summary>Hands the caller what went wrong.</summary>
    public void Fail(Exception exception) => _result.SetException(exception);
}
