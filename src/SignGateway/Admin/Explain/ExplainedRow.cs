namespace SignGateway.Admin.Explain;

/// <summary>One point of an explanation.</summary>
/// <param name="Name">What is looked at.</param>
/// <param name="Value">What is there.</param>
/// <param name="Expected">What should be there; null where anything may.</param>
/// <param name="Verdict">How the two compare.</param>
/// <param name="Hint">What to change, or what to know.</param>
internal sealed record ExplainedRow(string Name, string? Value, string? Expected, Verdict Verdict, string? Hint);
