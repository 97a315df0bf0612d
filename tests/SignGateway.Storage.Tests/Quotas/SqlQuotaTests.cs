using SignGateway.Storage.Tests.Ledger;

namespace SignGateway.Storage.Tests.Quotas;

public sealed class SqliteSqlQuotaTests(SqliteStore store) : SqlQuotaContract, IClassFixture<SqliteStore>
{
    private protected override StorageUnderTest Storage => store.Storage;
}

public sealed class PostgreSqlSqlQuotaTests(SharedPostgres postgres) : SqlQuotaContract
{
    private protected override StorageUnderTest Storage => postgres.Storage;
}
