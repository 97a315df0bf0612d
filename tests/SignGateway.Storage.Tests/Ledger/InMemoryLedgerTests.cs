using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryLedgerTests : UploadLedgerContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class InMemoryReplaceTests : ReplaceContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class InMemoryListTests : UploadListContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class InMemoryIdempotencyTests : IdempotencyContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}
