using System.Data.Common;
using Dapper;
using Npgsql;
using SignGateway.Storage.Doctor;

namespace SignGateway.Storage.Ledger;

internal sealed class PostgreSqlLedgerDatabase : LedgerDatabase
{
    // "SignGate" in ASCII: any number that nobody else takes.
    private const long MigrationLock = 0x5369676E47617465;

    // More than the ledger's own statements; a batch of notes has another wording for each number of rows.
    private const int MaxAutoPrepare = 20;

    // How long the statements of a batch wait for a row that somebody outside holds; the holder's own caller may wait out its budget alone.
    private static readonly TimeSpan SharedLockWait = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlWriter _writer;

    // Apart from the rest: these wait for one another, and nobody else should.
    private readonly PostgreSqlWriter _counting;

    public PostgreSqlLedgerDatabase(string connectionString, LedgerMeter? meter = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var written = new DbConnectionStringBuilder { ConnectionString = connectionString };
        // Calls are bounded from outside; these let go of the connection soon after, where the operator did not say otherwise.
        if (!written.ContainsKey("Timeout"))
            builder.Timeout = 2;
        if (!written.ContainsKey("Command Timeout") && !written.ContainsKey("CommandTimeout"))
            builder.CommandTimeout = 5;
        if (!written.ContainsKey("Cancellation Timeout") && !written.ContainsKey("CancellationTimeout"))
            builder.CancellationTimeout = 500;
        if (!written.ContainsKey("Max Auto Prepare") && !written.ContainsKey("MaxAutoPrepare"))
            builder.MaxAutoPrepare = MaxAutoPrepare;
        _source = NpgsqlDataSource.Create(builder);
        _writer = new PostgreSqlWriter(_source, SharedLockWait, meter);
        _counting = new PostgreSqlWriter(_source, CallBudget, meter);
    }

    public override string MigrationFolder => "PostgreSql";

    public override string TryMigrationLockSql => $"SELECT pg_try_advisory_xact_lock({MigrationLock});";

    public override string TryMigrationSessionLockSql => $"SELECT pg_try_advisory_lock({MigrationLock});";

    public override string MigrationSessionUnlockSql => $"SELECT pg_advisory_unlock({MigrationLock});";

    public override string ClaimWaitSql => "SET LOCAL lock_timeout = '2s';";

    public override TimeSpan ClaimWait => TimeSpan.FromSeconds(2);

    public override string QuotaLockSql => PostgreSqlCommand.LockSql;

    public override string ForgetEndedClaimsSql =>
        """
        DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM idempotency WHERE expires_at <= @Now ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED));
        """;

    public override string IdAmongIdsSql => "id = ANY (@Ids)";

    public override string DueSql =>
        "id = ANY (ARRAY(SELECT id FROM uploads WHERE look_at <= @Now ORDER BY look_at LIMIT @Limit FOR UPDATE SKIP LOCKED))";

    public override string PassOverLockedSql => "FOR UPDATE SKIP LOCKED";

    public override Task<DatabaseFacts> DescribeAsync(CancellationToken cancellationToken) => ReadAsync(
        async (connection, token) =>
        {
            var (version, readOnly, commit, fsync) = await connection.QuerySingleAsync<(string, string, string, string)>(new CommandDefinition(
                "SELECT current_setting('server_version'), current_setting('transaction_read_only'), current_setting('synchronous_commit'), current_setting('fsync')", cancellationToken: token));
            string[] weak = [.. fsync == "off" ? ["fsync off"] : Array.Empty<string>(), .. commit == "off" ? ["synchronous_commit off"] : Array.Empty<string>()];
            return new DatabaseFacts($"PostgreSQL {version}", $"synchronous_commit {commit}, fsync {fsync}", readOnly == "on", weak.Length > 0 ? string.Join(", ", weak) : null);
        },
        cancellationToken);

    public override bool IsUniqueViolation(Exception exception) => PostgreSqlErrors.IsUniqueViolation(exception);

    public override bool IsLockTimeout(Exception exception) => PostgreSqlErrors.IsLockTimeout(exception);

    public override bool IsSchemaMissing(Exception exception) => PostgreSqlErrors.IsSchemaMissing(exception);

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _counting.DisposeAsync();
        await _source.DisposeAsync();
    }

    protected override bool IsUnavailable(Exception exception) => PostgreSqlErrors.IsUnavailable(exception);

    protected override async Task<T> ReadCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await work(connection, cancellationToken);
    }

    protected override Task<IReadOnlyList<UploadRow>> WriteCoreAsync(LedgerStatement statement, CallLimit limit) =>
        (statement.Alone is null ? _writer : _counting).WriteAsync(statement, limit);

    protected override async Task<int> AppendCoreAsync(RowStatement statement, IReadOnlyList<LedgerParameters> rows, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(statement.ManySql);
        PostgreSqlArrays.AddTo(command.Parameters, rows);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override async Task<T> TransactCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
