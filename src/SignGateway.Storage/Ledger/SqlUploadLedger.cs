using System.Data.Common;
using Dapper;
using SignGateway.Events;
using SignGateway.Storage.Events;
using SignGateway.Storage.Quotas;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Ledger;

/// <summary>The ledger in a SQL database. What happened first is decided by unique keys, never by looking before writing.</summary>
internal sealed class SqlUploadLedger(LedgerDatabase database, TimeProvider time, EventPlan? events = null) : IUploadLedger
{
    // As many rows as a batch of grants has; keeps the parameters far below what either database allows in one statement.
    private const int RowsPerStatement = 100;

    // Two transactions that insert one upload at the same instant may meet on its object key before they meet on its id;
    // the loser then finds the winner's row at the next attempt.
    private const int Attempts = 3;

    private readonly NoteWithinQuotas _quotas = new(database);

    public Task<NoteOutcome> NoteAsync(
        IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken)
    {
        Check(grants, idempotency);
        return OnceMoreAsync(() => idempotency is null
            ? NoteAsync(grants, cancellationToken)
            : ClaimAndNoteAsync(grants, idempotency, (connection, token) => InsertAsync(connection, grants, token), cancellationToken));
    }

    public async Task<NoteOutcome> NoteWithinAsync(
        IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, QuotaCheck check, CancellationToken cancellationToken)
    {
        Check(grants, idempotency);
        try
        {
            return await OnceMoreAsync(() => idempotency switch
            {
                null when NoteWithinQuotas.IsOneStatement(grants, check, RowsPerStatement) => _quotas.ExecuteAsync(grants, check, cancellationToken),
                null => TransactAsync(NoteAllAsync, cancellationToken),
                _ => ClaimAndNoteAsync(grants, idempotency, NoteAllAsync, cancellationToken),
            });
        }
        catch (OverQuotaException exception)
        {
            return new NoteOutcome.OverQuota(exception.Excess);
        }

        async Task NoteAllAsync(DbConnection connection, CancellationToken token)
        {
            await _quotas.ExecuteAsync(connection, grants, check, token);
            await InsertAsync(connection, grants.Where(grant => check.Quotas.All(quota => quota.Profile != grant.Profile)), token);
        }
    }

    public async Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        LedgerText.Check(stored);
        var planned = events?.For(null, stored.State == UploadState.Stored ? stored : stored with { State = UploadState.Stored });
        // What is told of a change is told from the whole row.
        var statement = planned is null ? LedgerStatements.Record(stored) : LedgerStatements.RecordWhole(stored);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(statement, planned, cancellationToken) is [var recorded]
                    ? new RecordOutcome(true, recorded.OnceRecorded(stored))
                    : new RecordOutcome(false, await FindExistingAsync(stored, cancellationToken));
            }
            catch (DbException exception) when (database.IsUniqueViolation(exception))
            {
                var holder = await FindExistingAsync(LedgerStatements.FindByObject, stored, cancellationToken);
                if (holder.Id != stored.Id || attempt == Attempts)
                    return new RecordOutcome(false, holder);
            }
        }
    }

    public async Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            (connection, token) => connection.QuerySingleOrDefaultAsync<UploadRow>(
                Command(LedgerStatements.FindById, new LedgerParameters().Text("@Id", id.ToString()), token)),
            cancellationToken);
        return row?.ToRecord();
    }

    public async Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken)
    {
        LedgerText.Check(query);
        var parameters = new
        {
            query.Owner,
            query.Profile,
            query.Limit,
            Before = query.Before?.ToString(),
            State = query.State is { } state ? LedgerWords.Of(state) : null,
        };
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<UploadRow>(Command(LedgerStatements.List(query), parameters, token)),
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public Task<UploadSearchPage> SearchAsync(UploadSearch search, CancellationToken cancellationToken)
    {
        LedgerText.Check(search);
        return new SearchUploads(database).ExecuteAsync(search, cancellationToken);
    }

    public async Task<IReadOnlyList<UploadRecord>> ListStoredAsync(StoredRange range, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<UploadRow>(Command(LedgerStatements.ListStored(range), range, token)),
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public async Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken)
    {
        LedgerText.Check(becomes);
        var planned = events?.For(seen, becomes);
        var (replacing, endedAt) = (becomes with { Id = seen.Id, Version = seen.Version }, time.GetUtcNow());
        return await WriteAsync(planned is null ? LedgerStatements.Replace(replacing, endedAt) : LedgerStatements.ReplaceWhole(replacing, endedAt), planned, cancellationToken) is [_];
    }

    public async Task<IReadOnlyList<UploadRecord>> TakeDueAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.WriteAsync(LedgerStatements.TakeDue(database.DueSql, now, until, limit), cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public async Task<DateTimeOffset?> FirstDueAsync(CancellationToken cancellationToken)
    {
        var first = await database.ReadAsync((connection, token) => connection.ExecuteScalarAsync<long?>(Command(LedgerStatements.FirstDue, new { }, token)), cancellationToken);
        return first is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    public Task ProbeAsync(CancellationToken cancellationToken) =>
        database.TransactAsync(
            // A key of its own, so that replicas that probe at the same time do not wait for one another.
            (connection, token) => connection.ExecuteAsync(Command(LedgerStatements.Probe, new { Key = Guid.NewGuid().ToString() }, token)),
            LedgerDatabase.CallBudget,
            cancellationToken);

    // What a change tells is committed with it.
    private async Task<IReadOnlyList<UploadRow>> WriteAsync(LedgerStatement statement, PlannedEvent? planned, CancellationToken cancellationToken)
    {
        if (planned is null)
            return await database.WriteAsync(statement, cancellationToken);

        var rows = await database.WriteAsync(EventStatements.Telling(statement, planned), cancellationToken);
        if (rows.Count > 0)
            events!.Written(planned);
        return rows;
    }

    private static void Check(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency)
    {
        foreach (var grant in grants)
            LedgerText.Check(grant);
        if (idempotency is not null)
            LedgerText.Check(idempotency);
    }

    private async Task<NoteOutcome> OnceMoreAsync(Func<Task<NoteOutcome>> note)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await note();
            }
            catch (DbException exception) when (database.IsUniqueViolation(exception))
            {
                if (attempt == Attempts)
                    throw new InvalidOperationException("An object key among these grants belongs to another upload.", exception);
            }
        }
    }

    private async Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, CancellationToken cancellationToken)
    {
        if (grants.Count is 0 or > RowsPerStatement)
            return await TransactAsync((connection, token) => InsertAsync(connection, grants, token), cancellationToken);
        await database.WriteAsync(LedgerStatements.Note(grants), cancellationToken);
        return new NoteOutcome.Noted();
    }

    private Task<NoteOutcome> TransactAsync(Func<DbConnection, CancellationToken, Task> insert, CancellationToken cancellationToken) =>
        database.TransactAsync<NoteOutcome>(
            async (connection, token) =>
            {
                await insert(connection, token);
                return new NoteOutcome.Noted();
            },
            LedgerDatabase.CallBudget,
            cancellationToken);

    private async Task<NoteOutcome> ClaimAndNoteAsync(
        IReadOnlyList<UploadRecord> grants, IdempotencyNote note, Func<DbConnection, CancellationToken, Task> insert, CancellationToken cancellationToken)
    {
        try
        {
            return await database.TransactAsync(
                async (connection, token) =>
                {
                    if (!await ClaimAsync(connection, grants, note, token))
                        return await AnswerRepeatAsync(connection, note, token);

                    await insert(connection, token);
                    return new NoteOutcome.Noted();
                },
                LedgerDatabase.CallBudget + database.ClaimWait,
                cancellationToken);
        }
        catch (LedgerUnavailableException exception) when (exception.InnerException is { } inner && database.IsLockTimeout(inner))
        {
            return new NoteOutcome.InProgress();
        }
    }

    private async Task<bool> ClaimAsync(
        DbConnection connection, IReadOnlyList<UploadRecord> grants, IdempotencyNote note, CancellationToken cancellationToken)
    {
        var claim = new
        {
            note.Owner,
            note.Route,
            note.Key,
            BodyDigest = Convert.ToHexStringLower(note.BodyDigest.Span),
            UploadIds = LedgerJson.Write(grants.Select(grant => grant.Id.ToString())),
            ExpiresAt = note.ExpiresAt.ToUnixTimeMilliseconds(),
            Now = note.Now.ToUnixTimeMilliseconds(),
        };
        var claimed = await connection.ExecuteAsync(Command(database.ClaimWaitSql + LedgerStatements.Claim, claim, cancellationToken));
        if (claimed != 1)
            return false;

        await connection.ExecuteAsync(Command(database.ForgetEndedClaimsSql, new { claim.Now }, cancellationToken));
        return true;
    }

    private async Task<NoteOutcome> AnswerRepeatAsync(DbConnection connection, IdempotencyNote note, CancellationToken cancellationToken)
    {
        var claim = await connection.QuerySingleOrDefaultAsync<ClaimRow>(
            Command(LedgerStatements.FindClaim, new { note.Owner, note.Route, note.Key }, cancellationToken));
        // It ended and was cleared away in between; the next request gets the key.
        if (claim is null)
            return new NoteOutcome.InProgress();
        if (claim.BodyDigest != Convert.ToHexStringLower(note.BodyDigest.Span))
            return new NoteOutcome.Conflicting();

        var ids = LedgerJson.Read<string[]>(claim.UploadIds);
        var rows = await connection.QueryAsync<UploadRow>(
            Command(LedgerStatements.FindAll(database.IdAmongIdsSql), new { Ids = ids }, cancellationToken));
        var uploads = rows.ToDictionary(row => row.Id, row => row.ToRecord());
        return new NoteOutcome.Repeated([.. ids.Select(id => uploads[id])]);
    }

    private static async Task InsertAsync(DbConnection connection, IEnumerable<UploadRecord> grants, CancellationToken cancellationToken)
    {
        foreach (var chunk in grants.OrderBy(grant => grant.Id).Chunk(RowsPerStatement))
        {
            var note = LedgerStatements.Note(chunk);
            await connection.ExecuteAsync(Command(note.Sql, note.Parameters, cancellationToken));
        }
    }

    // Where there is none, it was not made because its grant is erased, and the grant's row says so.
    private async Task<UploadRecord> FindExistingAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        upload.PrefixGrant is { } grant && await FindAsync(upload.Id, cancellationToken) is null
            ? await FindAsync(grant, cancellationToken) ?? throw new LedgerUnavailableException("The grant was forgotten just now.")
            : await FindExistingAsync(LedgerStatements.FindById, upload, cancellationToken);

    private async Task<UploadRecord> FindExistingAsync(string sql, UploadRecord upload, CancellationToken cancellationToken)
    {
        var key = new LedgerParameters(3).Text("@Id", upload.Id.ToString()).Text("@Bucket", upload.Bucket).Text("@ObjectKey", upload.Key);
        var row = await database.ReadAsync((connection, token) => connection.QuerySingleAsync<UploadRow>(Command(sql, key, token)), cancellationToken);
        return row.ToRecord();
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private sealed class ClaimRow
    {
        public string BodyDigest { get; set; } = "";

        public string UploadIds { get; set; } = "";
    }
}
