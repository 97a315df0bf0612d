using SignGateway.Uploads.Quotas;

namespace SignGateway.Uploads;

/// <summary>Every way in which noting grants can end.</summary>
public abstract record NoteOutcome
{
    private NoteOutcome()
    {
    }

    /// <summary>The notes are committed.</summary>
    public sealed record Noted : NoteOutcome;

    /// <summary>The same key and body came before: these uploads, in the order of the first request, were noted then. Nothing was written.</summary>
    public sealed record Repeated(IReadOnlyList<UploadRecord> Uploads) : NoteOutcome;

    /// <summary>The key came before with another body. Nothing was written.</summary>
    public sealed record Conflicting : NoteOutcome;

    /// <summary>Another request holds the key and did not finish in time. Nothing was written.</summary>
    public sealed record InProgress : NoteOutcome;

    /// <summary>The grants would be more than a quota allows. Nothing was written.</summary>
    public sealed record OverQuota(QuotaExcess Excess) : NoteOutcome;
}
