namespace SignGateway.Privacy;

/// <summary>What became of one upload.</summary>
internal sealed record ErasureStep
{
    /// <summary>OSS did not answer.</summary>
    public static readonly ErasureStep Failed = new() { IsFailed = true };

    public bool IsFailed { get; private init; }

    public long Deleted { get; init; }

    public long Gone { get; init; }

    public long Foreign { get; init; }

    /// <summary>Its grant could be used until this step; a step that failed later has revoked it all the same.</summary>
    public bool IsRevoked { get; init; }

    public UploadTraces Traces { get; init; } = new(0, 0, 0);

    public DateTimeOffset? WaitsUntil { get; init; }

    public bool IsGuardUnavailable { get; init; }
}
