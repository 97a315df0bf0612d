using System.Globalization;
using System.Text;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Storage.History;

/// <summary>The uploads' history beside the ledger, in a table of its own.</summary>
internal sealed class SqlUploadHistory(LedgerDatabase database) : IUploadHistory
{
    private const int RowsPerStatement = 200;

    private const string ListSql =
        """
        SELECT upload_id AS UploadId, at AS At, replica AS Replica, number AS Number, event AS Event, detail AS Detail
        FROM upload_history WHERE upload_id = @Id ORDER BY at DESC, number DESC LIMIT @Limit;
        """;

    private const string ForgetSql =
        """
        DELETE FROM upload_history WHERE (upload_id, at, number, replica) IN (
            SELECT upload_id, at, number, replica FROM upload_history WHERE at < @Before ORDER BY at LIMIT @Limit);
        """;

    public async Task AppendAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var some in entries.Chunk(RowsPerStatement))
        {
            var (sql, parameters) = Insert(some);
            await database.TransactAsync(
                (connection, token) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)),
                LedgerDatabase.CallBudget,
                cancellationToken);
        }
    }

    public async Task<IReadOnlyList<HistoryEntry>> ListAsync(UploadId id, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<HistoryRow>(new CommandDefinition(ListSql, new { Id = id.ToString(), Limit = limit }, cancellationToken: token)),
            cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.TransactAsync(
        (connection, token) => connection.ExecuteAsync(
            new CommandDefinition(ForgetSql, new { Before = before.ToUnixTimeMilliseconds(), Limit = limit }, cancellationToken: token)),
        LedgerDatabase.CallBudget,
        cancellationToken);

    private static (string Sql, LedgerParameters Parameters) Insert(HistoryEntry[] entries)
    {
        var sql = new StringBuilder("INSERT INTO upload_history (upload_id, at, number, replica, event, detail) SELECT entry.* FROM (VALUES ");
        var parameters = new LedgerParameters();
        for (var index = 0; index < entries.Length; index++)
        {
            var entry = entries[index];
            sql.Append(index == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"(@u{index}, @a{index}, @n{index}, @r{index}, @e{index}, @d{index})");
            parameters
                .Text($"@u{index}", entry.UploadId.ToString())
                .Number($"@a{index}", entry.At.ToUnixTimeMilliseconds())
                .Number($"@n{index}", entry.Number)
                .Text($"@r{index}", entry.Replica)
                .Text($"@e{index}", entry.Event)
                .Text($"@d{index}", LedgerJson.Write(entry.Detail));
        }

        // What comes late of an erased upload, its sender's address for one, is not kept.
        sql.Append(") AS entry WHERE NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.id = entry.column1 AND uploads.owner = '') ON CONFLICT DO NOTHING;");
        return (sql.ToString(), parameters);
    }
}
