namespace SignGateway.Admin.Statistics;

/// <summary>What one replica counted in one stretch of time.</summary>
/// <param name="StepSeconds">How long the stretch is.</param>
/// <param name="At">When it begins: a multiple of its length since 1970.</param>
/// <param name="Replica">Who counted.</param>
/// <param name="Counts">The counts so far, by name.</param>
public sealed record StatisticsBucket(int StepSeconds, DateTimeOffset At, string Replica, IReadOnlyDictionary<string, long> Counts);
