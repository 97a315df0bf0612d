using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads.Audit;

namespace SignGateway.Storage.Audit;

/// <summary>The audit log beside the ledger, in a table of its own.</summary>
internal sealed class SqlAuditStore(LedgerDatabase database) : IAuditStore
{
    private const string AppendSql =
        """
        INSERT INTO audit (id, at, who, action, target, value_before, value_after) VALUES (@Id, @At, @Who, @Action, @Target, @Before, @After);
        """;

    private const string CompleteSql = "UPDATE audit SET value_after = @After WHERE id = @Id AND value_after IS NULL;";

    private const string ListSql =
        """
        SELECT id AS Id, at AS At, who AS Who, action AS Action, target AS Target, value_before AS Before, value_after AS After
        FROM audit WHERE id < @End ORDER BY id DESC LIMIT @Limit;
        """;

    private const string ForgetSql = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < @End ORDER BY id LIMIT @Limit);";

    // Sorts behind every id.
    private const string End = "~";

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        LedgerText.Check(entry);
        return WriteAsync(AppendSql, AuditRow.From(entry), cancellationToken);
    }

    public Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken) =>
        WriteAsync(CompleteSql, new { Id = id.ToString(), After = AuditRow.Write(after) }, cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, AuditId? before, CancellationToken cancellationToken)
    {
        var parameters = new { End = before?.ToString() ?? End, Limit = limit };
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<AuditRow>(new CommandDefinition(ListSql, parameters, cancellationToken: token)), cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        WriteAsync(ForgetSql, new { End = AuditId.FirstOf(before).ToString(), Limit = limit }, cancellationToken);

    private Task<int> WriteAsync(string sql, object parameters, CancellationToken cancellationToken) => database.TransactAsync(
        (connection, token) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)), LedgerDatabase.CallBudget, cancellationToken);
}
