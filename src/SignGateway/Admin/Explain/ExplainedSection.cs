namespace SignGateway.Admin.Explain;

/// <summary>Points that belong together.</summary>
internal sealed record ExplainedSection(string Title, IReadOnlyList<ExplainedRow> Rows);
