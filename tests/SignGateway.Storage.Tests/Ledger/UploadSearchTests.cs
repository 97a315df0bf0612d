using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemorySearchTests : UploadSearchContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class SqliteSearchTests(SqliteStore store) : UploadSearchContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class PostgreSqlSearchTests(SharedPostgres postgres) : UploadSearchContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}
