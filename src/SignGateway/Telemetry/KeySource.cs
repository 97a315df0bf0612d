namespace SignGateway.Telemetry;

/// <summary>Names the keys of one part of the gateway, for whoever watches their age.</summary>
/// <param name="Find">The keys as they are now; asked for only once options have been checked.</param>
public sealed record KeySource(Func<IServiceProvider, IEnumerable<KeyInUse>> Find);
