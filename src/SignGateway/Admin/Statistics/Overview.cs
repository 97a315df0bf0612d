using SignGateway.Telemetry;

namespace SignGateway.Admin.Statistics;

/// <summary>What all replicas counted over a window, added up.</summary>
/// <param name="Window">The window.</param>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="Series">Counts by name, one for each step.</param>
/// <param name="Totals">Counts by name, over the whole window.</param>
/// <param name="Replicas">How many replicas live.</param>
/// <param name="Dependencies">How the asked replica's dependencies stand.</param>
internal sealed record Overview(
    OverviewWindow Window,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyDictionary<string, long[]> Series,
    IReadOnlyDictionary<string, long> Totals,
    int Replicas,
    IReadOnlyList<DependencyState> Dependencies);
