using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class SqliteLedgerTests(SqliteStore store) : UploadLedgerContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class SqliteReplaceTests(SqliteStore store) : ReplaceContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class SqliteListTests(SqliteStore store) : UploadListContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}

public sealed class SqliteIdempotencyTests(SqliteStore store) : IdempotencyContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;
}
