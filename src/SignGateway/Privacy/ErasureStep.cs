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

    public bool IsRevoked { get; init; }

    public UploadTraces Traces { get; init; } = new(0, 0, 0);

    public DateTimeOffset? WaitsUntil { get; init; }

    public bool IsGuardUnavailable { get; init; }
}
