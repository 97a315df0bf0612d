using System.Data.Common;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Quotas;

/// <summary>
/// Notes grants that must fit into quotas. The rows themselves are what is counted, in the statement that adds to them, and those of one owner and profile
/// are written one after another: nothing can be lost, come back or drift away from the truth.
/// </summary>
internal sealed class NoteWithinQuotas(LedgerDatabase database)
{
    // Between the refusal and the look at what is used, something may have ended.
    private const int Attempts = 5;

    private readonly QuotaSums _sums = new(database);

    /// <summary>Whether one statement can do it, which shares its commit with others.</summary>
    public static bool IsOneStatement(IReadOnlyList<UploadRecord> grants, QuotaCheck check, int maxRows) =>
        check.Quotas is [var quota] && grants.Count <= maxRows && grants.All(grant => grant.Profile == quota.Profile);

    /// <summary>Notes grants of one profile.</summary>
    public async Task<NoteOutcome> ExecuteAsync(IReadOnlyList<UploadRecord> grants, QuotaCheck check, CancellationToken cancellationToken)
    {
        var quota = check.Quotas[0];
        var rows = await WriteAsync(
            quota,
            token => database.WriteAsync(QuotaNotes.Of(quota, grants, check), token),
            work => database.ReadAsync(work, cancellationToken),
            grants,
            check,
            cancellationToken);
        await _sums.AddAsync(grants[0].Owner, quota.Profile, rows, cancellationToken);
        return new NoteOutcome.Noted();
    }

    /// <summary>Notes those grants whose profiles have a quota, as a part of a transaction.</summary>
    /// <exception cref="OverQuotaException">Some do not fit; the transaction must be undone.</exception>
    public async Task ExecuteAsync(DbConnection connection, IReadOnlyList<UploadRecord> grants, QuotaCheck check, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that no two transactions wait for one another.
        foreach (var quota in check.Quotas.OrderBy(quota => quota.Profile, StringComparer.Ordinal))
        {
            if (database.QuotaLockSql.Length > 0)
                await connection.ExecuteAsync(Command(database.QuotaLockSql, QuotaStatements.Of(new LedgerParameters(), grants[0].Owner, quota.Profile), cancellationToken));
            var note = QuotaNotes.Of(quota, grants, check);
            await WriteAsync(
                quota,
                async token => [.. await connection.QueryAsync<UploadRow>(Command(note.Sql, note.Parameters, token))],
                work => work(connection, cancellationToken),
                grants,
                check,
                cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<UploadRow>> WriteAsync(
        UploadQuota quota,
        Func<CancellationToken, Task<IReadOnlyList<UploadRow>>> write,
        Func<Func<DbConnection, CancellationToken, Task<(QuotaUse Use, bool IsNoted)>>, Task<(QuotaUse Use, bool IsNoted)>> read,
        IReadOnlyList<UploadRecord> grants,
        QuotaCheck check,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await write(cancellationToken) is { Count: > 0 } rows)
                return rows;
            var (use, isNoted) = await read((connection, token) => LookAsync(connection, quota, grants, check, token));
            if (isNoted)
                return [];
            if (check.Find(grants, quota, use) is { } excess)
                throw new OverQuotaException(excess);
        }

        throw new LedgerUnavailableException("What the owner has changed again and again while it was counted.");
    }

    private static async Task<(QuotaUse Use, bool IsNoted)> LookAsync(
        DbConnection connection, UploadQuota quota, IReadOnlyList<UploadRecord> grants, QuotaCheck check, CancellationToken cancellationToken)
    {
        var parameters = QuotaStatements.Of(new LedgerParameters(), grants[0].Owner, quota, check.Now);
        var use = await connection.QuerySingleAsync<UseRow>(Command(QuotaStatements.Use, parameters, cancellationToken));
        var first = grants.First(grant => grant.Profile == quota.Profile).Id.ToString();
        var noted = await connection.QuerySingleOrDefaultAsync<UploadRow>(
            Command(LedgerStatements.FindById, new LedgerParameters().Text("@Id", first), cancellationToken));
        return (use.ToUse(), noted is not null);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
