namespace SignGateway.Storage.Doctor;

/// <summary>What a database says of itself.</summary>
/// <param name="Name">Product and version.</param>
/// <param name="Settings">What of its settings matters here, as it says them.</param>
/// <param name="IsReadOnly">Whether it takes no writes.</param>
/// <param name="Weakness">The setting by which an answered write could be lost; null if there is none.</param>
internal sealed record DatabaseFacts(string Name, string Settings, bool IsReadOnly, string? Weakness);
