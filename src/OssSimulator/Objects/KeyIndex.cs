namespace OssSimulator.Objects;

/// <summary>The keys of every bucket in the order of lists, so that neither a list nor an upload has to look through the folder.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<string, SortedSet<string>> buckets = new(StringComparer.Ordinal);
    private readonly Lock turns = new();

    public void Add(string bucket, string key)
    {
        lock (turns)
        {
            if (!buckets.TryGetValue(bucket, out var keys)) buckets[bucket] = keys = new SortedSet<string>(KeyOrder.Instance);
            keys.Add(key);
        }
    }

    public void Remove(string bucket, string key)
    {
        lock (turns)
        {
            if (buckets.TryGetValue(bucket, out var keys)) keys.Remove(key);
        }
    }

    public bool Contains(string bucket, string key)
    {
        lock (turns) return buckets.TryGetValue(bucket, out var keys) && keys.Contains(key);
    }

    /// <summary>The first keys with a prefix that come after a key.</summary>
    public List<string> After(string bucket, string prefix, string after, int count)
    {
        lock (turns)
        {
            if (!buckets.TryGetValue(bucket, out var keys)) return [];
            var from = KeyOrder.Instance.Compare(prefix, after) > 0 ? prefix : after;
            if (keys.Max is not { } last || KeyOrder.Instance.Compare(from, last) > 0) return [];
            return
            [
                .. keys.GetViewBetween(from, last)
                    .SkipWhile(key => key == after)
                    .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal))
                    .Take(count),
            ];
        }
    }

    public List<(string Bucket, string Key)> All()
    {
        lock (turns)
        {
            return
            [
                .. buckets.OrderBy(bucket => bucket.Key, StringComparer.Ordinal)
                    .SelectMany(bucket => bucket.Value.Select(key => (bucket.Key, key))),
            ];
        }
    }
}
