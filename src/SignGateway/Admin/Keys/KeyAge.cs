using SignGateway.Telemetry;

namespace SignGateway.Admin.Keys;

/// <summary>When a key was seen.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Id">Its name.</param>
/// <param name="FirstSeen">When a replica had it first.</param>
/// <param name="LastSeen">When a replica had it last.</param>
/// <param name="LastSigned">When a replica had it last as a key that signs; null if none ever did.</param>
public sealed record KeyAge(KeyKind Kind, string Id, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, DateTimeOffset? LastSigned);
