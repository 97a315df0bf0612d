namespace SignGateway.Telemetry;

/// <summary>How something stands that the gateway depends on.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State"><c>ok</c>, <c>degraded</c> or <c>down</c>.</param>
/// <param name="Since">Since when it is in this state, as far as this process knows.</param>
/// <param name="Detail">More of it, by name. Never holds a secret.</param>
public sealed record DependencyState(string Name, string State, DateTimeOffset Since, IReadOnlyDictionary<string, string> Detail);
