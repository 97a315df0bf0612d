using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Migrations;

/// <summary>A replica of a build that knows script 0001 only: its statements, and its patience with the database.</summary>
internal sealed class OldReplica(StorageUnderTest storage)
{
    private const string NoteSql =
        """
        INSERT INTO uploads (id, owner, profile, bucket, object_key, state, file_name, content_type, size, vars, client_vars,
            issued_at, expires_at) VALUES
        (@Id, @Owner, @Profile, @Bucket, @ObjectKey, 'issued', @FileName, @ContentType, @Size, @Vars, @ClientVars, @IssuedAt, @ExpiresAt)
        ON CONFLICT (id) DO NOTHING;
        """;

    private const string RecordSql =
        """
        UPDATE uploads SET state = 'stored', size = @Size, etag = @ETag, stored_at = @StoredAt, recorded_by = 'callback', evidence = 'callback', answer = @Answer
        WHERE id = @Id AND state IN ('issued', 'expired', 'rejected');
        """;

    public Task NoteAsync(UploadRecord grant, CancellationToken cancellationToken) =>
        ExecuteAsync(NoteSql, LedgerStatements.Parameters(grant, UploadState.Issued), cancellationToken);

    public Task RecordAsync(UploadRecord stored, CancellationToken cancellationToken) =>
        ExecuteAsync(RecordSql, LedgerStatements.Parameters(stored, UploadState.Stored), cancellationToken);

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var changed = await storage.Get<LedgerDatabase>().TransactAsync(
            (connection, token) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)),
            LedgerDatabase.CallBudget,
            cancellationToken);
        Assert.Equal(1, changed);
    }
}
