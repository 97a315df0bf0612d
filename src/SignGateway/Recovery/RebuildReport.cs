using System.Diagnostics;

namespace SignGateway.Recovery;

/// <summary>What a rebuild has come to so far.</summary>
/// <param name="Found">Objects that were looked at.</param>
/// <param name="Restored">Uploads that the ledger did not know as stored, and does now; in a dry run, that it would.</param>
/// <param name="AlreadyThere">Uploads that the ledger knows as stored, or as deleted: those objects are the sweep's to remove.</param>
/// <param name="Foreign">Objects that are no upload of this gateway in this bucket, or not what was granted.</param>
/// <param name="Failed">Objects that OSS would not show.</param>
public sealed record RebuildReport(long Found, long Restored, long AlreadyThere, long Foreign, long Failed)
{
    /// <summary>Nothing yet.</summary>
    public static RebuildReport Empty { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Uploads that the ledger knows as stored and the bucket does not have, as after a ledger came back from an old copy.</summary>
    public long Missing { get; init; }

    /// <summary>Objects that came back under the id of an erased upload: not restored, and the sweep's to delete.</summary>
    public long Erased { get; init; }

    /// <summary>Why the rebuild ended before the bucket did; null if it did not.</summary>
    public string? StoppedBecause { get; init; }

    internal RebuildReport With(RebuildStep step) => step switch
    {
        // Deleted since it was listed, so there was nothing to find.
        RebuildStep.Gone => this,
        RebuildStep.Restored => this with { Found = Found + 1, Restored = Restored + 1 },
        RebuildStep.AlreadyThere => this with { Found = Found + 1, AlreadyThere = AlreadyThere + 1 },
        RebuildStep.Foreign => this with { Found = Found + 1, Foreign = Foreign + 1 },
        RebuildStep.Missing => this with { Missing = Missing + 1 },
        RebuildStep.Erased => this with { Found = Found + 1, Erased = Erased + 1 },
        RebuildStep.Failed => this with { Found = Found + 1, Failed = Failed + 1 },
        var unknown => throw new UnreachableException($"Unhandled step {unknown}"),
    };
}
