namespace SignGateway.Privacy;

/// <summary>What an erasure has come to; in a dry run, what it would come to.</summary>
public sealed record ErasureReport
{
    /// <summary>Uploads that were erased, in whatever state, and grants for directories.</summary>
    public long Uploads { get; init; }

    /// <summary>Objects that were deleted.</summary>
    public long ObjectsDeleted { get; init; }

    /// <summary>Objects that were gone already.</summary>
    public long ObjectsGone { get; init; }

    /// <summary>Objects under an upload's key that carry no ticket of it: they were left, since nobody knows whose they are.</summary>
    public long ObjectsForeign { get; init; }

    /// <summary>Uploads that were left as they are, because OSS did not answer for their objects.</summary>
    public long Failed { get; init; }

    /// <summary>Grants that could be used until then; each counts in the run that revoked it.</summary>
    public long GrantsRevoked { get; init; }

    /// <summary>Events that were removed, or that tell no more than an id.</summary>
    public long Events { get; init; }

    /// <summary>Entries of the uploads' history.</summary>
    public long History { get; init; }

    /// <summary>Answers of the application.</summary>
    public long Answers { get; init; }

    /// <summary>Idempotency keys.</summary>
    public long Keys { get; init; }

    /// <summary>Sums for quotas.</summary>
    public long Sums { get; init; }

    /// <summary>Audit entries in which a pseudonym took the user's place, or of an upload only its states stayed.</summary>
    public long Audit { get; init; }

    /// <summary>Records that still name the user, new ones among them; null where that could not be asked.</summary>
    public long? Remaining { get; init; }

    /// <summary>Ids that are kept, and nothing else of those uploads, until nothing can come of their grants any more.</summary>
    public long Waiting { get; init; }

    /// <summary>When the last of them may be forgotten.</summary>
    public DateTimeOffset? ForgottenAfter { get; init; }

    /// <summary>Whether answers to repeated callbacks could not be taken out of the replay guard; they end there within a day.</summary>
    public bool IsGuardUnavailable { get; init; }

    /// <summary>Why it ended early; null if it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Whether nothing is left of the user but what waits.</summary>
    public bool IsComplete => this is { Remaining: 0, Failed: 0, StoppedBecause: null };

    internal ErasureReport With(ErasureStep step) => this with
    {
        Uploads = Uploads + (step.IsFailed ? 0 : 1),
        ObjectsDeleted = ObjectsDeleted + step.Deleted,
        ObjectsGone = ObjectsGone + step.Gone,
        ObjectsForeign = ObjectsForeign + step.Foreign,
        Failed = Failed + (step.IsFailed ? 1 : 0),
        GrantsRevoked = GrantsRevoked + (step.IsRevoked ? 1 : 0),
        Events = Events + step.Traces.Events,
        History = History + step.Traces.History,
        Answers = Answers + step.Traces.Answers,
        Waiting = Waiting + (step.WaitsUntil is null ? 0 : 1),
        ForgottenAfter = step.WaitsUntil > ForgottenAfter || ForgottenAfter is null ? step.WaitsUntil ?? ForgottenAfter : ForgottenAfter,
        IsGuardUnavailable = IsGuardUnavailable || step.IsGuardUnavailable,
    };

    internal ErasureReport With(UserTraces traces) => this with { Keys = Keys + traces.Keys, Sums = Sums + traces.Sums, Audit = Audit + traces.Audit };
}
