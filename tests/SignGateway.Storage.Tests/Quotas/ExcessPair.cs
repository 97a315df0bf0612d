using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Quotas;

internal static class ExcessPair
{
    public static (QuotaKind Kind, long Used) Pair(this QuotaExcess excess) => (excess.Kind, excess.Used);
}
