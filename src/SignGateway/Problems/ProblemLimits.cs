namespace SignGateway.Problems;

/// <summary>What would have been taken, for clients to check the next file against before they ask.</summary>
/// <param name="MinBytes">Smallest size.</param>
/// <param name="MaxBytes">Largest size.</param>
/// <param name="ContentTypes">Media types such as <c>image/png</c> or <c>image/*</c>; empty for all.</param>
public sealed record ProblemLimits(long MinBytes, long MaxBytes, IReadOnlyList<string> ContentTypes);
