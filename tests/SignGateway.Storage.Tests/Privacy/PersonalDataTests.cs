using SignGateway.Storage.Tests.Ledger;

namespace SignGateway.Storage.Tests.Privacy;

public sealed class SqlitePersonalDataTests(SqliteStore store) : PersonalDataContract, IClassFixture<SqliteStore>
{
    private protected override StorageUnderTest Storage => store.Storage;

    protected override string TablesSql => "SELECT name FROM sqlite_master WHERE type = 'table';";
}

public sealed class PostgreSqlPersonalDataTests(SharedPostgres postgres) : PersonalDataContract
{
    private protected override StorageUnderTest Storage => postgres.Storage;

    protected override string TablesSql => "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public';";
}

public sealed class SqliteForgettingTests(SqliteStore store) : ForgettingContract, IClassFixture<SqliteStore>
{
    private protected override StorageUnderTest Storage => store.Storage;
}

public sealed class PostgreSqlForgettingTests(SharedPostgres postgres) : ForgettingContract
{
    private protected override StorageUnderTest Storage => postgres.Storage;
}
