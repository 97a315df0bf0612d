using Dapper;
using SignGateway.Forwarding;
using SignGateway.Storage.Ledger;
using SignGateway.Tickets;

namespace SignGateway.Storage.Forwarding;

/// <summary>
/// What applications answered, in a table beside the ledger. A column of the upload's row would make every write of the row carry it, and have
/// to mind the sweep, which looks at the very same row at the very same time.
/// </summary>
internal sealed class SqlForwardedAnswers(LedgerDatabase database) : IForwardedAnswers
{
    private const string KeepSql =
        """
        INSERT INTO forwarded_answers (upload_id, content, app, error) VALUES (@Id, @Content, @App, @Error)
        ON CONFLICT (upload_id, content) DO NOTHING
        RETURNING upload_id AS Id;
        """;

    private const string FindSql = "SELECT app AS App, error AS Error FROM forwarded_answers WHERE upload_id = @Id AND content = @Content;";

    public async Task<ForwardedAnswer> KeepAsync(UploadId id, string content, ForwardedAnswer answer, CancellationToken cancellationToken)
    {
        var keep = new LedgerStatement(KeepSql, Key(id, content).Text("@App", answer.App).Text("@Error", answer.Error), id.ToString());
        return await database.WriteAsync(keep, cancellationToken) is [_] ? answer : await FindAsync(id, content, cancellationToken) ?? answer;
    }

    public async Task<ForwardedAnswer?> FindAsync(UploadId id, string content, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            (connection, token) => connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(FindSql, Key(id, content), cancellationToken: token)), cancellationToken);
        return row is null ? null : new ForwardedAnswer(row.App, row.Error);
    }

    private static LedgerParameters Key(UploadId id, string content) => new LedgerParameters().Text("@Id", id.ToString()).Text("@Content", content);

    private sealed class Row
    {
        public string? App { get; set; }

        public string? Error { get; set; }
    }
}
