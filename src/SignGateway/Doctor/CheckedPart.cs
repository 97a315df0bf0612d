namespace SignGateway.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Findings">In the order in which they were found.</param>
/// <param name="Took">How long it took.</param>
public sealed record CheckedPart(string Check, IReadOnlyList<Finding> Findings, TimeSpan Took);
