using SignGateway.Admin.Keys;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryKeyAgesTests : KeyAgesContract
{
    protected override IKeyAges Ages { get; } = new InMemoryKeyAges();
}

public sealed class SqliteKeyAgesTests(SqliteStore store) : KeyAgesContract, IClassFixture<SqliteStore>
{
    protected override IKeyAges Ages => store.Storage.Get<IKeyAges>();
}

public sealed class PostgreSqlKeyAgesTests(SharedPostgres postgres) : KeyAgesContract
{
    protected override IKeyAges Ages => postgres.Storage.Get<IKeyAges>();
}
