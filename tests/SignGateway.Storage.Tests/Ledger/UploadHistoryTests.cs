using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryHistoryTests : UploadHistoryContract
{
    protected override IUploadHistory History { get; } = new InMemoryUploadHistory();
}

public sealed class SqliteHistoryTests(SqliteStore store) : UploadHistoryContract, IClassFixture<SqliteStore>
{
    protected override IUploadHistory History => store.Storage.Get<IUploadHistory>();
}

public sealed class PostgreSqlHistoryTests(SharedPostgres postgres) : UploadHistoryContract
{
    protected override IUploadHistory History => postgres.Storage.Get<IUploadHistory>();
}
