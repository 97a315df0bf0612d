namespace SignGateway.Chaos.Tests.Faults;

/// <summary>One fault of a plan.</summary>
/// <param name="After">How far into its portion of the load it comes.</param>
/// <param name="Hold">How long a killed part stays away.</param>
/// <param name="Times">How many requests a storage fault meets.</param>
/// <param name="RefuseStatus">What a refusing storage answers.</param>
internal sealed record PlannedFault(FaultKind Kind, TimeSpan After, TimeSpan Hold, int Replica, int Times, int RefuseStatus)
{
    private const int FewestTimes = 6;
    private const int MostTimes = 200;

    private static readonly int[] Refusals = [503, 500, 403];

    public bool IsOfStorage => Kind is not (FaultKind.KillReplica or FaultKind.KillRedis or FaultKind.KillPostgres);

    /// <summary>Every kind in turn, shuffled anew each round.</summary>
    public static IReadOnlyList<PlannedFault> Plan(ChaosSettings settings, int portion)
    {
        var chance = settings.Chance(int.MaxValue);
        List<FaultKind> kinds = [];
        while (kinds.Count < settings.Faults)
        {
            var round = Enum.GetValues<FaultKind>();
            chance.Shuffle(round);
            kinds.AddRange(round);
        }

        return
        [
            .. kinds.Take(settings.Faults).Select(kind => new PlannedFault(
                kind,
                After: TimeSpan.FromMilliseconds(chance.Next(600)),
                Hold: TimeSpan.FromMilliseconds(chance.Next(500, 3000)),
                Replica: chance.Next(2),
                Times: Math.Clamp(portion / 3, FewestTimes, MostTimes),
                RefuseStatus: Refusals[chance.Next(Refusals.Length)])),
        ];
    }
}
