using SignGateway.Storage.Tests.Ledger;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Quotas;

public sealed class InMemoryQuotaTests : QuotaContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class SqliteQuotaTests(SqliteStore store) : QuotaContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class PostgreSqlQuotaTests(SharedPostgres postgres) : QuotaContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}

public sealed class InMemoryQuotaModelTests : QuotaModelContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class SqliteQuotaModelTests(SqliteStore store) : QuotaModelContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class PostgreSqlQuotaModelTests(SharedPostgres postgres) : QuotaModelContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}
