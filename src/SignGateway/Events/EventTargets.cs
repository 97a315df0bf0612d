using Microsoft.Extensions.Options;

namespace SignGateway.Events;

/// <summary>The endpoints that configuration names. Read when first asked for: whoever is made before options are checked may hold this.</summary>
internal sealed class EventTargets(IOptions<EventOptions> options)
{
    private readonly Lazy<IReadOnlyList<EventTarget>> _all = new(() => [.. options.Value.Endpoints.Select(pair => new EventTarget(pair.Key, pair.Value))]);

    public IReadOnlyList<EventTarget> All => _all.Value;

    public bool Contains(string name) => All.Any(target => target.Name == name);
}
