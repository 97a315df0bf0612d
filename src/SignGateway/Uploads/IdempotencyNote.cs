namespace SignGateway.Uploads;

/// <summary>A claim on an <c>Idempotency-Key</c>, unique by owner, route and key while it lives.</summary>
/// <param name="Owner">Who sent the key.</param>
/// <param name="Route">The route it was sent to.</param>
/// <param name="Key">1 to 255 visible ASCII characters.</param>
/// <param name="BodyDigest">Digest of the request's body, to tell a repeat from a conflict.</param>
/// <param name="Now">The time of the request; a claim whose end lies at or before it is free again.</param>
/// <param name="ExpiresAt">When the claim ends: with the grant.</param>
public sealed record IdempotencyNote(
    string Owner,
    string Route,
    string Key,
    ReadOnlyMemory<byte> BodyDigest,
    DateTimeOffset Now,
    DateTimeOffset ExpiresAt);
