namespace SignGateway.Privacy;

/// <summary>What there is of one user.</summary>
/// <param name="Uploads">Records that name the user, grants for directories among them.</param>
/// <param name="Keys">Idempotency keys.</param>
/// <param name="Sums">Sums for quotas.</param>
/// <param name="Audit">Audit entries of what the user did, and in an erasure of what was done to uploads that are erased.</param>
public sealed record UserTraces(long Uploads, long Keys, long Sums, long Audit)
{
    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => this is { Uploads: 0, Keys: 0, Sums: 0, Audit: 0 };
}
