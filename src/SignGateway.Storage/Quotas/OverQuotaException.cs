using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Quotas;

/// <summary>Undoes the transaction in which some of the grants did not fit; never leaves the ledger.</summary>
internal sealed class OverQuotaException(QuotaExcess excess) : Exception("A quota is used up.")
{
    public QuotaExcess Excess => excess;
}
