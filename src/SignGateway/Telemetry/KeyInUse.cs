namespace SignGateway.Telemetry;

/// <summary>A key that this replica runs with, under a name that gives nothing of it away.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Id">Its own id, or a <see cref="KeyFingerprint"/> where it has none.</param>
/// <param name="Use">What this replica does with it.</param>
public sealed record KeyInUse(KeyKind Kind, string Id, KeyUse Use);
