namespace SignGateway.Recovery;

/// <summary>Every way in which rebuilding from one object can end.</summary>
internal abstract record RebuildStep
{
    private RebuildStep()
    {
    }

    public sealed record Restored : RebuildStep;

    public sealed record AlreadyThere : RebuildStep;

    public sealed record Foreign(string Reason) : RebuildStep;

    public sealed record Failed(string Reason) : RebuildStep;

    public sealed record Gone : RebuildStep;

    public sealed record Missing : RebuildStep;

    public sealed record Erased : RebuildStep;
}
