using Dapper;
using SignGateway.Admin.Statistics;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Statistics;

/// <summary>Statistics beside the ledger: a row for each bucket and replica, so that saving again changes nothing.</summary>
internal sealed class SqlStatisticsStore(LedgerDatabase database) : IStatisticsStore
{
    private const string SaveSql =
        """
        INSERT INTO statistics (step, at, replica, counts) VALUES (@Step, @At, @Replica, @Counts)
        ON CONFLICT (step, at, replica) DO UPDATE SET counts = excluded.counts;
        """;

    private const string ReadSql = "SELECT at AS At, replica AS Replica, counts AS Counts FROM statistics WHERE step = @Step AND at >= @From AND at < @To;";

    private const string ForgetSql = "DELETE FROM statistics WHERE step = @Step AND at < @Before;";

    public Task SaveAsync(IReadOnlyList<StatisticsBucket> buckets, CancellationToken cancellationToken)
    {
        var rows = buckets.Select(bucket => new
        {
            Step = bucket.StepSeconds,
            At = bucket.At.ToUnixTimeSeconds(),
            bucket.Replica,
            Counts = LedgerJson.Write(bucket.Counts),
        }).ToList();
        return database.TransactAsync(
            (connection, token) => connection.ExecuteAsync(new CommandDefinition(SaveSql, rows, cancellationToken: token)), LedgerDatabase.CallBudget, cancellationToken);
    }

    public async Task<IReadOnlyList<StatisticsBucket>> ReadAsync(int stepSeconds, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var parameters = new { Step = stepSeconds, From = from.ToUnixTimeSeconds(), To = until.ToUnixTimeSeconds() };
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<Row>(new CommandDefinition(ReadSql, parameters, cancellationToken: token)), cancellationToken);
        return [.. rows.Select(row => new StatisticsBucket(
            stepSeconds, DateTimeOffset.FromUnixTimeSeconds(row.At), row.Replica, LedgerJson.Read<Dictionary<string, long>>(row.Counts)))];
    }

    public Task ForgetAsync(int stepSeconds, DateTimeOffset before, CancellationToken cancellationToken) => database.TransactAsync(
        (connection, token) => connection.ExecuteAsync(
            new CommandDefinition(ForgetSql, new { Step = stepSeconds, Before = before.ToUnixTimeSeconds() }, cancellationToken: token)),
        LedgerDatabase.CallBudget,
        cancellationToken);

    private sealed class Row
    {
        public long At { get; set; }

        public string Replica { get; set; } = "";

        public string Counts { get; set; } = "";
    }
}
