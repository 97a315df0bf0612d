using SignGateway.Admin.Statistics;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryStatisticsTests : StatisticsContract
{
    protected override IStatisticsStore Store { get; } = new InMemoryStatistics();
}

public sealed class SqliteStatisticsTests(SqliteStore store) : StatisticsContract, IClassFixture<SqliteStore>
{
    protected override IStatisticsStore Store => store.Storage.Get<IStatisticsStore>();
}

public sealed class PostgreSqlStatisticsTests(SharedPostgres postgres) : StatisticsContract
{
    protected override IStatisticsStore Store => postgres.Storage.Get<IStatisticsStore>();
}
