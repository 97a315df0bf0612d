namespace SignGateway.Chaos.Tests.Judging;

/// <summary>What the judge found; each finding is a sentence.</summary>
/// <param name="Lost">Objects without their record, records without their object, answers that are not in the ledger.</param>
/// <param name="Doubled">Uploads that were recorded more than once.</param>
/// <param name="Foreign">Objects under another owner than who uploaded them.</param>
/// <param name="Leftovers">Objects of deleted uploads.</param>
internal sealed record Verdict(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Foreign, IReadOnlyList<string> Leftovers)
{
    public IEnumerable<string> Findings => [.. Lost, .. Doubled, .. Foreign];
}
