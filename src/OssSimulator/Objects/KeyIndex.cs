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

    /// <summary>The first keys with a prefix that come after a name; those that a delimiter puts into one group count as one.</summary>
    public List<ListedName> After(string bucket, string prefix, string delimiter, string after, int count)
    {
        // A list that goes on behind a group has had all of it.
        var position = ListedName.IsGroup(after, prefix, delimiter) ? after + KeyOrder.Last : after;
        lock (turns) return buckets.TryGetValue(bucket, out var keys) ? [.. Names(keys, prefix, delimiter, position).Take(count)] : [];
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

    private static IEnumerable<ListedName> Names(SortedSet<string> keys, string prefix, string delimiter, string position)
    {
        var goesOn = true;
        while (goesOn)
        {
            goesOn = false;
            foreach (var name in Keys(keys, prefix, position).Select(key => ListedName.Of(key, prefix, delimiter)))
            {
                yield return name;
                if (!name.IsGrouped) continue;

                // Past the whole group at once, however large it is.
                position = name.Text + KeyOrder.Last;
                goesOn = true;
                break;
            }
        }
    }

    private static IEnumerable<string> Keys(SortedSet<string> keys, string prefix, string after)
    {
        var from = KeyOrder.Instance.Compare(prefix, after) > 0 ? prefix : after;
        if (keys.Max is not { } last || KeyOrder.Instance.Compare(from, last) > 0) return [];
        return keys.GetViewBetween(from, last)
            .SkipWhile(key => key == after)
            .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal));
    }
}
