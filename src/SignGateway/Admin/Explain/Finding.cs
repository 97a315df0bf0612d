namespace SignGateway.Admin.Explain;

/// <summary>Something that is wrong, for the summary.</summary>
/// <param name="Consequence">What it leads to.</param>
/// <param name="What">What is wrong, as the end of a sentence.</param>
/// <param name="Fix">What to change, as a sentence.</param>
internal sealed record Finding(Consequence Consequence, string What, string Fix);
