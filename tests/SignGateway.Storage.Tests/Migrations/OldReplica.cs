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
        (@i0, @o0, @p0, @b0, @k0, 'issued', @f0, @t0, @s0, @v0, @c0, @a0, @e0)
        ON CONFLICT (id) DO NOTHING;
        """;

    private const string RecordSql =
        """
        UPDATE uploads SET state = 'stored', size = @Size, etag = @ETag, stored_at = @StoredAt, recorded_by = 'callback', evidence = 'callback', answer = @Answer
        WHERE id = @Id AND state IN ('issued', 'expired', 'rejected');
        """;

    public Task NoteAsync(UploadRecord grant, CancellationToken cancellationToken)
    {
        var row = UploadRow.From(grant, UploadState.Issued);
        return ExecuteAsync(
            NoteSql,
            new
            {
                i0 = row.Id,
                o0 = row.Owner,
                p0 = row.Profile,
                b0 = row.Bucket,
                k0 = row.ObjectKey,
                f0 = row.FileName,
                t0 = row.ContentType,
                s0 = row.Size,
                v0 = row.Vars,
                c0 = row.ClientVars,
                a0 = row.IssuedAt,
                e0 = row.ExpiresAt,
            },
            cancellationToken);
    }

    public Task RecordAsync(UploadRecord stored, CancellationToken cancellationToken) =>
        ExecuteAsync(RecordSql, UploadRow.From(stored, UploadState.Stored), cancellationToken);

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var changed = await storage.Get<LedgerDatabase>().TransactAsync(
            (connection, token) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)),
            LedgerDatabase.CallBudget,
            cancellationToken);
        Assert.Equal(1, changed);
    }
}
