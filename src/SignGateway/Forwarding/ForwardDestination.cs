namespace SignGateway.Forwarding;

/// <summary>The destination that was chosen for one upload.</summary>
/// <param name="Address">Where it is posted to.</param>
/// <param name="Tried">Told once how it went, if somebody wants to know; must neither wait nor throw.</param>
public sealed record ForwardDestination(Uri Address, Action<ForwardContact>? Tried = null);
