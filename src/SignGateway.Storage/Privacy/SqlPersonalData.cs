using System.Data.Common;
using Dapper;
using SignGateway.Events;
using SignGateway.Privacy;
using SignGateway.Storage.Audit;
using SignGateway.Storage.Events;
using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Privacy;

/// <summary>Takes personal data out of the tables. Each transaction touches one upload, one user's rows of one table, or a page of them: nobody waits long for it.</summary>
internal sealed class SqlPersonalData(LedgerDatabase database, EventPlan? events = null) : IPersonalData
{
    // The rows that are gone through, whether or not they are the user's.
    private const int AuditPage = 1000;

    // An operator's command has more patience than a callback.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static readonly string[] HarmlessValues = ["state", "evidence", "look", "code", "status"];

    public async Task<UploadTraces?> EraseAsync(UploadRecord seen, DateTimeOffset? lookAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var erased = Erased(seen);
        var planned = events?.For(seen, erased);
        var parameters = new LedgerParameters()
            .Text("@Id", seen.Id.ToString())
            .Number("@Version", seen.Version)
            .Text("@ObjectKey", erased.Key)
            .Text("@State", LedgerWords.Of(erased.State))
            .Number("@LookAt", lookAt?.ToUnixTimeMilliseconds())
            .Number("@Now", now.ToUnixTimeMilliseconds());
        var traces = await database.TransactAsync(
            async (connection, token) =>
            {
                if (await ExecuteAsync(connection, PrivacyStatements.Erase, parameters, token) == 0)
                    return null;
                var kept = await CountAsync(connection, seen.Id, token);
                await ExecuteAsync(connection, PrivacyStatements.EraseHistory, parameters, token);
                await ExecuteAsync(connection, PrivacyStatements.EraseAnswers, parameters, token);
                await ExecuteAsync(connection, PrivacyStatements.EraseOtherEvents, parameters, token);
                await ExecuteAsync(connection, PrivacyStatements.EraseEvents, parameters, token);
                if (planned is not null)
                    await ExecuteAsync(connection, EventStatements.TellOne(parameters, planned), parameters, token);
                return kept;
            },
            Budget,
            cancellationToken);
        if (traces is not null && planned is not null)
            events!.Written(planned);
        return traces;
    }

    public Task<UploadTraces> CountAsync(UploadId id, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => CountAsync(connection, id, token), Budget, cancellationToken);

    public async Task<UserTraces> EraseUserAsync(string owner, string pseudonym, CancellationToken cancellationToken)
    {
        LedgerText.Check(owner, nameof(owner));
        var keys = await TransactAsync((connection, token) => ExecuteAsync(connection, PrivacyStatements.EraseKeys, Of(owner), token), cancellationToken);
        var sums = await TransactAsync(
            async (connection, token) =>
            {
                await ExecuteAsync(connection, PrivacyStatements.HoldSums, Of(owner), token);
                return await ExecuteAsync(connection, PrivacyStatements.EraseSums, Of(owner), token);
            },
            cancellationToken);
        var audit = await EraseAuditAsync(owner, pseudonym, cancellationToken);
        return new UserTraces((await CountUserAsync(owner, cancellationToken)).Uploads, keys, sums, audit);
    }

    public async Task<UserTraces> CountUserAsync(string owner, CancellationToken cancellationToken)
    {
        LedgerText.Check(owner, nameof(owner));
        return await database.ReadAsync(
            (connection, token) => connection.QuerySingleAsync<UserTraces>(new CommandDefinition(PrivacyStatements.CountUser, Of(owner), cancellationToken: token)), Budget, cancellationToken);
    }

    public async Task<IReadOnlyList<UploadRecord>> ListForgettableAsync(Forgettable what, int offset, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters()
            .Number("@Over", what.OverBefore.ToUnixTimeMilliseconds())
            .Number("@Ended", what.EndedBefore.ToUnixTimeMilliseconds())
            .Number("@Limit", limit)
            .Number("@Offset", offset);
        for (var index = 0; index < what.Keeping.Count; index++)
            parameters.Text($"@k{index}", what.Keeping[index]);
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<UploadRow>(new CommandDefinition(PrivacyStatements.ListForgettable(what), parameters, cancellationToken: token)), Budget, cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public async Task<int> ForgetAsync(IReadOnlyList<UploadRecord> seen, CancellationToken cancellationToken)
    {
        if (seen.Count == 0)
            return 0;
        // In the order in which every statement locks.
        var records = seen.OrderBy(upload => upload.Id).ToList();
        var parameters = new LedgerParameters();
        for (var index = 0; index < records.Count; index++)
            parameters.Text($"@i{index}", records[index].Id.ToString()).Number($"@v{index}", records[index].Version);
        return await TransactAsync(
            async (connection, token) =>
            {
                List<string> gone = [.. await connection.QueryAsync<string>(new CommandDefinition(PrivacyStatements.Forget(records.Count), parameters, cancellationToken: token))];
                var ids = new LedgerParameters();
                for (var index = 0; index < gone.Count; index++)
                    ids.Text($"@i{index}", gone[index]);
                foreach (var sql in gone.Count == 0 ? [] : PrivacyStatements.ForgetBeside(gone.Count))
                    await ExecuteAsync(connection, sql, ids, token);
                return gone.Count;
            },
            cancellationToken);
    }

    public async Task<int> ForgetLeftoversAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters().Number("@Now", now.ToUnixTimeMilliseconds()).Number("@Limit", limit);
        var keys = await TransactAsync((connection, token) => ExecuteAsync(connection, PrivacyStatements.ForgetKeys, parameters, token), cancellationToken);
        var sums = await TransactAsync((connection, token) => ExecuteAsync(connection, PrivacyStatements.ForgetSums, new LedgerParameters().Number("@Limit", limit), token), cancellationToken);
        return Math.Max(keys, sums);
    }

    // Whoever uploaded to a directory chose the end of the key; the grant's own row has the directory for the sweep.
    private static UploadRecord Erased(UploadRecord seen) => seen with
    {
        Owner = "",
        State = seen.State == UploadState.Prefix ? UploadState.Prefix : UploadState.Deleted,
        Key = seen.PrefixGrant is { } grant ? $"{grant}/{seen.Id}" : seen.Key,
    };

    private async Task<long> EraseAuditAsync(string owner, string pseudonym, CancellationToken cancellationToken)
    {
        var (after, erased) = ("", 0L);
        while (true)
        {
            var (end, count) = await TransactAsync((connection, token) => EraseAuditPageAsync(connection, owner, pseudonym, after, token), cancellationToken);
            if (end is null)
                return erased;
            (after, erased) = (end, erased + count);
        }
    }

    private static async Task<(string? End, long Count)> EraseAuditPageAsync(DbConnection connection, string owner, string pseudonym, string after, CancellationToken cancellationToken)
    {
        var page = new CommandDefinition(
            PrivacyStatements.EndOfAuditPage, new LedgerParameters().Text("@After", after).Number("@Limit", AuditPage), cancellationToken: cancellationToken);
        if (await connection.ExecuteScalarAsync<string?>(page) is not { } end)
            return (null, 0);

        var within = new LedgerParameters().Text("@After", after).Text("@End", end);
        var targets = (await connection.QueryAsync<AuditRow>(new CommandDefinition(PrivacyStatements.ListErasedTargets, within, cancellationToken: cancellationToken))).ToList();
        var changed = 0;
        foreach (var (row, entry) in targets.Select(row => (row, row.ToEntry())).Where(pair => Reduced(pair.Item2.Before) != pair.row.Before || Reduced(pair.Item2.After) != pair.row.After))
        {
            var values = new LedgerParameters().Text("@Id", row.Id).Text("@Before", Reduced(entry.Before)).Text("@After", Reduced(entry.After));
            changed += await ExecuteAsync(connection, PrivacyStatements.ReplaceValues, values, cancellationToken);
        }

        var who = new LedgerParameters().Text("@After", after).Text("@End", end).Text("@Owner", owner).Text("@Pseudonym", pseudonym);
        return (end, changed + await ExecuteAsync(connection, PrivacyStatements.EraseWho, who, cancellationToken));
    }

    private static string? Reduced(IReadOnlyDictionary<string, string>? values) =>
        AuditRow.Write(values?.Where(value => HarmlessValues.Contains(value.Key)).ToDictionary(value => value.Key, value => value.Value));

    private static Task<UploadTraces> CountAsync(DbConnection connection, UploadId id, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<UploadTraces>(
            new CommandDefinition(PrivacyStatements.CountBeside, new LedgerParameters().Text("@Id", id.ToString()), cancellationToken: cancellationToken));

    private Task<T> TransactAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        database.TransactAsync(work, Budget, cancellationToken);

    private static LedgerParameters Of(string owner) => new LedgerParameters().Text("@Owner", owner);

    private static Task<int> ExecuteAsync(DbConnection connection, string sql, LedgerParameters parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
}
