using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class PostgreSqlLedgerTests(SharedPostgres postgres) : UploadLedgerContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}

public sealed class PostgreSqlReplaceTests(SharedPostgres postgres) : ReplaceContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}

public sealed class PostgreSqlListTests(SharedPostgres postgres) : UploadListContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}

public sealed class PostgreSqlIdempotencyTests(SharedPostgres postgres) : IdempotencyContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;
}
