using SignGateway.Telemetry;

namespace SignGateway.Admin.Keys;

/// <summary>A key as administrators see it.</summary>
/// <param name="Age">When it was seen.</param>
/// <param name="Use">What the asked replica does with it; null if it does not have it.</param>
/// <param name="Days">Whole days since it was first seen.</param>
/// <param name="AdvisedDays">After how many days it is best replaced; null where there is no advice.</param>
/// <param name="SpentAt">From when on nothing that it signed counts any more; null while it signs here, and where time does not tell.</param>
internal sealed record KeyReport(KeyAge Age, KeyUse? Use, int Days, int? AdvisedDays, DateTimeOffset? SpentAt)
{
    /// <summary>Whether it has done its work longer than advised.</summary>
    public bool IsOld => Use == KeyUse.Signs && Days > AdvisedDays;
}
