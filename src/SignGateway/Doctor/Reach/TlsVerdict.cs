namespace SignGateway.Doctor.Reach;

/// <summary>How a TLS handshake went.</summary>
/// <param name="Wrong">What is wrong with it; null if nothing is.</param>
/// <param name="EndsAt">When the certificate ends.</param>
/// <param name="Told">Version of TLS and name of the certificate.</param>
internal sealed record TlsVerdict(string? Wrong, DateTimeOffset? EndsAt, string Told);
