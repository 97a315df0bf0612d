using SignGateway.Telemetry;

namespace SignGateway.Admin.Keys;

/// <summary>The ages that this process has seen, for tests and for an application without a store. Bounded by what is forgotten.</summary>
public sealed class InMemoryKeyAges : IKeyAges
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(KeyKind Kind, string Id), KeyAge> _ages = [];

    /// <inheritdoc/>
    public Task SeeAsync(IReadOnlyCollection<KeyInUse> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                var before = _ages.GetValueOrDefault((key.Kind, key.Id)) ?? new KeyAge(key.Kind, key.Id, now, now, null);
                _ages[(key.Kind, key.Id)] = before with
                {
                    LastSeen = now > before.LastSeen ? now : before.LastSeen,
                    LastSigned = key.Use == KeyUse.Signs && !(before.LastSigned > now) ? now : before.LastSigned,
                };
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyAge>> ReadAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<KeyAge> found = [.. _ages.Values.Where(age => age.LastSeen >= since).OrderByDescending(age => age.LastSeen).Take(limit)];
            return Task.FromResult(found);
        }
    }

    /// <inheritdoc/>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var key in _ages.Where(pair => pair.Value.LastSeen < before).Select(pair => pair.Key).ToList())
                _ages.Remove(key);
        }

        return Task.CompletedTask;
    }
}
