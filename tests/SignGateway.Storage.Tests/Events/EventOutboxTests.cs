using SignGateway.Storage.Tests.Ledger;

namespace SignGateway.Storage.Tests.Events;

public sealed class InMemoryEventWritingTests : EventWritingContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.InMemory(events);
}

public sealed class SqliteEventWritingTests(SqliteStore store) : EventWritingContract, IClassFixture<SqliteStore>
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.On(store.Storage, events);
}

public sealed class PostgreSqlEventWritingTests(SharedPostgres postgres) : EventWritingContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.On(postgres.Storage, events);
}

public sealed class InMemoryEventOutboxTests : EventOutboxContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.InMemory(events);
}

public sealed class SqliteEventOutboxTests(SqliteStore store) : EventOutboxContract, IClassFixture<SqliteStore>
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.On(store.Storage, events);
}

public sealed class PostgreSqlEventOutboxTests(SharedPostgres postgres) : EventOutboxContract
{
    private protected override OutboxUnderTest Open(EventsUnderTest? events = null) => OutboxUnderTest.On(postgres.Storage, events);
}
