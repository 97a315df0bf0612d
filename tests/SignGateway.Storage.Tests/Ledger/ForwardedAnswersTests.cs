using SignGateway.Forwarding;
using SignGateway.Forwarding.InMemory;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryForwardedAnswersTests : ForwardedAnswersContract
{
    protected override IForwardedAnswers Answers { get; } = new InMemoryForwardedAnswers();
}

public sealed class SqliteForwardedAnswersTests(SqliteStore store) : ForwardedAnswersContract, IClassFixture<SqliteStore>
{
    protected override IForwardedAnswers Answers => store.Storage.Get<IForwardedAnswers>();
}

public sealed class PostgreSqlForwardedAnswersTests(SharedPostgres postgres) : ForwardedAnswersContract
{
    protected override IForwardedAnswers Answers => postgres.Storage.Get<IForwardedAnswers>();
}
