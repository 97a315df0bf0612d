using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Quotas;

/// <summary>What an owner has, as it is read.</summary>
internal sealed class UseRow
{
    public long Pending { get; set; }

    public long Count { get; set; }

    public long Bytes { get; set; }

    public long? NextEnd { get; set; }

    public QuotaUse ToUse() => new(Pending, Count, Bytes, NextEnd is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null);
}
