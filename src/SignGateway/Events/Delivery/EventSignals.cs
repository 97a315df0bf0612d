using System.Collections.Concurrent;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>Tells this process' deliveries that something is due for their endpoint. Only a hint: what is due stands in the outbox.</summary>
internal sealed class EventSignals
{
    private readonly ConcurrentDictionary<string, DueSignal> _signals = new();

    public DueSignal For(string endpoint) => _signals.GetOrAdd(endpoint, _ => new DueSignal());
}
