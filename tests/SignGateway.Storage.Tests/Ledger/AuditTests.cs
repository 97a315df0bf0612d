using SignGateway.Uploads.Audit;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryAuditTests : AuditContract
{
    protected override IAuditStore Store { get; } = new InMemoryAudit();
}

public sealed class SqliteAuditTests(SqliteStore store) : AuditContract, IClassFixture<SqliteStore>
{
    protected override IAuditStore Store => store.Storage.Get<IAuditStore>();
}

public sealed class PostgreSqlAuditTests(SharedPostgres postgres) : AuditContract
{
    protected override IAuditStore Store => postgres.Storage.Get<IAuditStore>();
}
