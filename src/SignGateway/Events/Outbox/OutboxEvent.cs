using SignGateway.Uploads;

namespace SignGateway.Events.Outbox;

/// <summary>An event on its way to one endpoint.</summary>
public sealed record OutboxEvent
{
    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The upload as the change left it; its <see cref="UploadRecord.Version"/> numbers the change. What no event tells is missing: the answer
    /// of a callback, the next look, a wish to delete.
    /// </summary>
    public required UploadRecord Upload { get; init; }

    /// <summary>Where it stands.</summary>
    public required OutboxStatus Status { get; init; }

    /// <summary>How many attempts were begun, since it was last asked for.</summary>
    public long Attempts { get; init; }

    /// <summary>When it is due; while somebody tries, until when it is theirs. Null unless it is pending.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was delivered or given up; else null.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why the latest attempt that failed did; null if none has. Never holds a secret.</summary>
    public string? LastError { get; init; }

    /// <summary>What it tells.</summary>
    public string Type => EventTypes.Of(Upload.State);

    /// <summary>Its name, the same at every attempt and endpoint.</summary>
    public EventId Id => new(Upload.Id, Type, Upload.Version);
}
