using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Storage.History;

/// <summary>The uploads' history beside the ledger, in a table of its own.</summary>
internal sealed class SqlUploadHistory(LedgerDatabase database) : IUploadHistory
{
    private const int RowsPerStatement = 200;

    private const string Columns = "upload_id, at, number, replica, event, detail";

    private const string Values = "@Id, @At, @Number, @Replica, @Event, @Detail";

    // What comes late of an erased upload, its sender's address for one, is not kept.
    private const string IfKept = "WHERE NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.id = entry.upload_id AND uploads.owner = '') ON CONFLICT DO NOTHING;";

    private static readonly RowStatement Append = new(
        $"INSERT INTO upload_history ({Columns}) SELECT entry.* FROM (SELECT @Id AS upload_id, @At, @Number, @Replica, @Event, @Detail) AS entry {IfKept}",
        $"INSERT INTO upload_history ({Columns}) SELECT entry.* FROM unnest({Values}) AS entry ({Columns}) {IfKept}");

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
            await database.AppendAsync(Append, [.. some.Select(Parameters)], cancellationToken);
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

    private static LedgerParameters Parameters(HistoryEntry entry) => new LedgerParameters(6)
        .Text("@Id", entry.UploadId.ToString())
        .Number("@At", entry.At.ToUnixTimeMilliseconds())
        .Number("@Number", entry.Number)
        .Text("@Replica", entry.Replica)
        .Text("@Event", entry.Event)
        .Text("@Detail", LedgerJson.WriteMap(entry.Detail));
}
