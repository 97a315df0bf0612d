using SignGateway.Storage.Tests.Ledger;

namespace SignGateway.Storage.Tests.Events;

public sealed class InMemoryOutageTests : OutageContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest events) => OutboxUnderTest.InMemory(events);
}

public sealed class SqliteOutageTests(SqliteStore store) : OutageContract, IClassFixture<SqliteStore>
{
    private protected override OutboxUnderTest Open(EventsUnderTest events) => OutboxUnderTest.On(store.Storage, events);
}

public sealed class PostgreSqlOutageTests(SharedPostgres postgres) : OutageContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest events) => OutboxUnderTest.On(postgres.Storage, events);
}
