namespace OssSimulator.Sts;

/// <summary>The nonces of late; a request old enough to be forgotten is refused for its date.</summary>
internal sealed class NonceMemory
{
    private static readonly TimeSpan Span = 2 * StsAuthorizer.AllowedSkew;

    private readonly HashSet<(string AccessKeyId, string Nonce)> known = [];
    private readonly Queue<(DateTimeOffset Time, (string AccessKeyId, string Nonce) Entry)> order = new();

    /// <summary>False if it was used before.</summary>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now)
    {
        lock (order)
        {
            while (order.TryPeek(out var oldest) && oldest.Time < now - Span) known.Remove(order.Dequeue().Entry);
            if (!known.Add((accessKeyId, nonce))) return false;
            order.Enqueue((now, (accessKeyId, nonce)));
            return true;
        }
    }
}
