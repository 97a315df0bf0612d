namespace SignGateway.Recovery;

/// <summary>Counts what many objects at once come to, and tells of each in turn.</summary>
internal sealed class RebuildTally(IProgress<RebuildReport>? progress)
{
    private readonly Lock _lock = new();

    public RebuildReport Report { get; private set; } = RebuildReport.Empty;

    public void Count(RebuildStep step)
    {
        lock (_lock)
        {
            var next = Report.With(step);
            if (next == Report)
                return;
            Report = next;
            progress?.Report(next);
        }
    }
}
