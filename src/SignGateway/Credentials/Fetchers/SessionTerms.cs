namespace SignGateway.Credentials.Fetchers;

/// <summary>What a session of a role is to be.</summary>
/// <param name="Name">How audit logs call it: 2 to 64 letters, digits and <c>.@-_</c>.</param>
/// <param name="DurationSeconds">How long it lives.</param>
/// <param name="Policy">What it may do of all that the role may; null for all of it.</param>
internal sealed record SessionTerms(string Name, int DurationSeconds, string? Policy);
