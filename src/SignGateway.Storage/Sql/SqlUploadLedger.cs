using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Sql;

/// <summary>The ledger on SQL, the same statements on SQLite and PostgreSQL. Nothing is checked first and set later: unique keys and conditions in the statement decide.</summary>
internal sealed partial class SqlUploadLedger : IUploadLedger, IAsyncDisposable
{
    private const string Columns = "id, owner, profile, bucket, object_key, state, file_name, content_type, size, etag, crc64, image, vars, client_vars, issued_at, expires_at, stored_at, recorded_by, evidence, answer";

    private const string Fields = "id AS Id, owner AS Owner, profile AS Profile, bucket AS Bucket, object_key AS ObjectKey, state AS State, file_name AS FileName, content_type AS ContentType, size AS Size, etag AS ETag, crc64 AS Crc64, image AS Image, vars AS Vars, client_vars AS ClientVars, issued_at AS IssuedAt, expires_at AS ExpiresAt, stored_at AS StoredAt, recorded_by AS RecordedBy, evidence AS Evidence, answer AS Answer";

    private const string Insert = $"INSERT INTO uploads ({Columns}) VALUES (@Id, @Owner, @Profile, @Bucket, @ObjectKey, @State, @FileName, @ContentType, @Size, @ETag, @Crc64, @Image, @Vars, @ClientVars, @IssuedAt, @ExpiresAt, @StoredAt, @RecordedBy, @Evidence, @Answer)";

    private const string Note = $"{Insert} ON CONFLICT DO NOTHING";

    // Vars stay as they were noted, and the first answer stays the answer.
    private const string Record = $"""
        {Insert} ON CONFLICT (id) DO UPDATE SET
            state = excluded.state, size = excluded.size, etag = excluded.etag, crc64 = excluded.crc64, image = excluded.image,
            client_vars = excluded.client_vars, stored_at = excluded.stored_at, recorded_by = excluded.recorded_by,
            evidence = excluded.evidence, answer = COALESCE(uploads.answer, excluded.answer)
        WHERE uploads.state IN ('issued', 'expired', 'rejected')
        RETURNING {Fields}
        """;

    private const string Claim = """
        INSERT INTO idempotency (owner, route, idem_key, body_digest, upload_ids, expires_at)
        VALUES (@Owner, @Route, @Key, @Digest, @UploadIds, @ExpiresAt)
        ON CONFLICT (owner, route, idem_key) DO UPDATE SET
            body_digest = excluded.body_digest, upload_ids = excluded.upload_ids, expires_at = excluded.expires_at
        WHERE idempotency.expires_at <= @Now
        """;

    private const string ReadClaim = "SELECT body_digest AS Digest, upload_ids AS UploadIds FROM idempotency WHERE owner = @Owner AND route = @Route AND idem_key = @Key";

    // With OSS behind a callback and a browser behind a signature, an answer that comes later than this comes too late.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1200);

    private readonly SqlDatabase _database;
    private readonly GroupCommit _commits;
    private readonly TimeProvider _time;
    private readonly ILogger<SqlUploadLedger> _logger;

    public SqlUploadLedger(SqlDatabase database, TimeProvider time, ILogger<SqlUploadLedger> logger)
    {
        _database = database;
        _commits = new GroupCommit(database);
        _time = time;
        _logger = logger;
    }

    public Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken)
    {
        var rows = grants.Select(Row).ToList();
        return BoundedAsync(token => _commits.RunAsync<NoteOutcome>(async (write, writing) =>
        {
            if (idempotency is not null && await ClaimAsync(write, idempotency, rows, writing) is { } settled)
                return settled;
            await write.Connection.ExecuteAsync(Command(Note, rows, write, writing));
            return new NoteOutcome.Noted();
        }, token), held: new NoteOutcome.InProgress(), cancellationToken);
    }

    public Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        var row = Row(stored);
        return BoundedAsync(async token =>
        {
            var (recorded, taken) = await TryRecordAsync(row, token);
            if (recorded is not null)
                return new RecordOutcome(true, recorded.ToRecord());

            await using var connection = await _database.ReadAsync(token);
            var known = await connection.QueryFirstAsync<UploadRow>(Command(
                $"SELECT {Fields} FROM uploads WHERE {(taken ? "bucket = @Bucket AND object_key = @ObjectKey" : "id = @Id")}", row, null, token));
            return new RecordOutcome(false, known.ToRecord());
        }, held: null, cancellationToken);
    }

    public Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken) => BoundedAsync(async token =>
    {
        await using var connection = await _database.ReadAsync(token);
        var row = await connection.QueryFirstOrDefaultAsync<UploadRow>(Command($"SELECT {Fields} FROM uploads WHERE id = @Id", new { Id = id.ToString() }, null, token));
        return row?.ToRecord();
    }, held: null, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken) => BoundedAsync<IReadOnlyList<UploadRecord>>(async token =>
    {
        var sql = new StringBuilder($"SELECT {Fields} FROM uploads WHERE owner = @Owner");
        if (query.Before is not null)
            sql.Append(" AND id < @Before");
        if (query.State is not null)
            sql.Append(" AND state = @State");
        if (query.Profile is not null)
            sql.Append(" AND profile = @Profile");
        sql.Append(" ORDER BY id DESC LIMIT @Limit");

        await using var connection = await _database.ReadAsync(token);
        var rows = await connection.QueryAsync<UploadRow>(Command(
            sql.ToString(),
            new { query.Owner, Before = query.Before?.ToString(), State = query.State?.ToText(), query.Profile, query.Limit },
            null,
            token));
        return rows.Select(row => row.ToRecord()).ToList();
    }, held: null, cancellationToken);

    public Task<bool> DeleteAsync(UploadId id, CancellationToken cancellationToken) => BoundedAsync(
        token => _commits.RunAsync(
            async (write, writing) => await write.Connection.ExecuteAsync(Command(
                "UPDATE uploads SET state = 'deleted' WHERE id = @Id AND state <> 'deleted'", new { Id = id.ToString() }, write, writing)) == 1,
            token),
        held: null,
        cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => BoundedAsync(async token =>
    {
        await using var write = await _database.WriteAsync(token);
        return await write.Connection.ExecuteScalarAsync<int>(Command(_database.Probe, null, write, token)) == 1
            ? true
            : throw new LedgerUnavailableException("The database takes no writes.");
    }, held: null, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private async Task<NoteOutcome?> ClaimAsync(SqlWrite write, IdempotencyNote note, List<UploadRow> rows, CancellationToken cancellationToken)
    {
        if (_database.BoundedWait.Length > 0)
            await write.Connection.ExecuteAsync(Command(_database.BoundedWait, null, write, cancellationToken));

        var claim = new
        {
            note.Owner,
            note.Route,
            note.Key,
            Digest = Convert.ToHexStringLower(note.BodyDigest.Span),
            UploadIds = string.Join(',', rows.Select(row => row.Id)),
            Now = note.Now.ToUnixTimeMilliseconds(),
            ExpiresAt = note.ExpiresAt.ToUnixTimeMilliseconds(),
        };
        if (await write.Connection.ExecuteAsync(Command(Claim, claim, write, cancellationToken)) == 1)
            return null;

        var known = await write.Connection.QueryFirstAsync<(string Digest, string UploadIds)>(Command(ReadClaim, claim, write, cancellationToken));
        if (known.Digest != claim.Digest)
            return new NoteOutcome.Conflicting();

        var ids = known.UploadIds.Split(',');
        var uploads = (await write.Connection.QueryAsync<UploadRow>(Command($"SELECT {Fields} FROM uploads WHERE id IN @ids", new { ids }, write, cancellationToken)))
            .ToDictionary(row => row.Id, row => row.ToRecord());
        return new NoteOutcome.Repeated([.. ids.Select(id => uploads[id])]);
    }

    private async Task<(UploadRow? Recorded, bool Taken)> TryRecordAsync(UploadRow row, CancellationToken cancellationToken)
    {
        try
        {
            return (await _commits.RunAsync(
                (write, writing) => write.Connection.QueryFirstOrDefaultAsync<UploadRow>(Command(Record, row, write, writing)), cancellationToken), false);
        }
        catch (DbException exception) when (_database.Classify(exception) == SqlFault.UniqueKey)
        {
            // Another upload has this very object; the first owner keeps it.
            return (null, true);
        }
    }

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> work, object? held, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            return await work(both.Token);
        }
        catch (DbException exception) when (_database.Classify(exception) == SqlFault.Held && held is T answer)
        {
            return answer;
        }
        catch (DbException exception) when (_database.Classify(exception) is SqlFault.Unavailable or SqlFault.Held)
        {
            throw Away(exception);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Away(exception);
        }
    }

    private LedgerUnavailableException Away(Exception cause)
    {
        Unavailable(_logger, _database.Provider, cause.Message);
        return new LedgerUnavailableException("The ledger cannot be reached.", cause);
    }

    private static UploadRow Row(UploadRecord upload)
    {
        var row = UploadRow.From(upload);
        return row.HasNull() ? throw new ArgumentException("A text of the upload holds U+0000, which no ledger takes.", nameof(upload)) : row;
    }

    private static CommandDefinition Command(string sql, object? parameters, SqlWrite? write, CancellationToken cancellationToken) =>
        new(sql, parameters, write?.Transaction, commandTimeout: 1, cancellationToken: cancellationToken);

    [LoggerMessage(5001, LogLevel.Warning, "The {Provider} ledger cannot be reached: {Reason}")]
    private static partial void Unavailable(ILogger logger, LedgerProvider provider, string reason);
}
