using System.Data.Common;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Quotas;

/// <summary>
/// Adds stored uploads to the sum of their owner and profile. It changes what counting costs and never what is counted: an upload is in the sum, or it
/// counts by itself, and moves from one to the other in one commit.
/// </summary>
internal sealed class QuotaSums(LedgerDatabase database)
{
    // As many uploads are counted one by one at every grant.
    private const int MaxLoose = 64;
    private const int AddedAtOnce = 5000;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>Adds uploads if a note has found many that are not in the sum.</summary>
    public async Task AddAsync(string owner, string profile, IReadOnlyList<UploadRow> noted, CancellationToken cancellationToken)
    {
        if (noted is not [{ Version: > MaxLoose }, ..])
            return;
        try
        {
            await database.TransactAsync((connection, token) => AddAsync(connection, owner, profile, token), Budget, cancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            // The grant is noted, and the next one can do this as well.
        }
    }

    private async Task<int> AddAsync(DbConnection connection, string owner, string profile, CancellationToken cancellationToken)
    {
        // The sum first: whoever changes an upload takes it last, and nobody holds it while waiting for one.
        await connection.ExecuteAsync(Command(QuotaStatements.BeginSum, Parameters()));
        var found = (await connection.QueryAsync<UploadRow>(Command(QuotaStatements.FindLoose(database.PassOverLockedSql), Parameters().Number("@Limit", AddedAtOnce)))).ToList();
        await connection.ExecuteAsync(Command(QuotaStatements.Count(database.IdAmongIdsSql), new { Ids = found.Select(upload => upload.Id).ToArray() }));
        return await connection.ExecuteAsync(Command(
            QuotaStatements.Add, Parameters().Number("@Files", found.Count).Number("@Bytes", found.Sum(upload => upload.Size ?? 0))));

        LedgerParameters Parameters() => QuotaStatements.Of(new LedgerParameters(), owner, profile);

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, cancellationToken: cancellationToken);
    }
}
