using System.Data.Common;
using Dapper;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// Searches the whole ledger at a price that its size does not raise. A call walks a bounded stretch of one index and says where the next one
/// goes on; only a key that begins as few others do is looked up by itself.
/// </summary>
internal sealed class SearchUploads(LedgerDatabase database, int scan = SearchUploads.Scan, int fewKeys = SearchUploads.FewKeys)
{
    /// <summary>How many uploads one call looks at, at the most.</summary>
    public const int Scan = 50_000;

    /// <summary>Up to how many uploads a beginning of a key counts as few, so that they are found by it and sorted.</summary>
    public const int FewKeys = 10_000;

    // An administrator waits longer than OSS does, and what is asked for may have to come from the disk.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    public Task<UploadSearchPage> ExecuteAsync(UploadSearch search, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => ReadAsync(connection, search, token), Budget, cancellationToken);

    private async Task<UploadSearchPage> ReadAsync(DbConnection connection, UploadSearch search, CancellationToken cancellationToken)
    {
        var statements = new SearchStatements(search);
        if (search is { KeyPrefix: not null, Owner: null, Id: null } && await AreFewAsync(connection, statements, cancellationToken))
            return await PageAsync(connection, statements.PageOfKeys, statements.Parameters("", scan, fewKeys), search.Limit, null, cancellationToken);

        var floor = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(statements.Floor, statements.Parameters("", scan, fewKeys), cancellationToken: cancellationToken));
        return await PageAsync(connection, statements.Page, statements.Parameters(floor ?? "", scan, fewKeys), search.Limit, floor, cancellationToken);
    }

    private async Task<bool> AreFewAsync(DbConnection connection, SearchStatements statements, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(SearchStatements.CountKeys, statements.Parameters("", scan, fewKeys + 1), cancellationToken: cancellationToken)) <= fewKeys;

    private static async Task<UploadSearchPage> PageAsync(
        DbConnection connection, string sql, LedgerParameters parameters, int limit, string? floor, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<UploadRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
        if (rows.Count > limit)
            return new UploadSearchPage([.. rows.Take(limit).Select(row => row.ToRecord())], UploadId.Parse(rows[limit - 1].Id));
        return new UploadSearchPage([.. rows.Select(row => row.ToRecord())], floor is null ? null : UploadId.Parse(floor));
    }
}
