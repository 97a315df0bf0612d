using SignGateway.Tickets;

namespace SignGateway.Uploads.History;

/// <summary>One thing that happened to an upload.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="At">When.</param>
/// <param name="Replica">Where; see <see cref="Telemetry.Replica"/>.</param>
/// <param name="Number">Counts the entries of a replica, so that no two are the same.</param>
/// <param name="Event">What; one of <see cref="HistoryEvents"/>.</param>
/// <param name="Detail">How it went, by name. Never holds a secret.</param>
public sealed record HistoryEntry(
    UploadId UploadId, DateTimeOffset At, string Replica, long Number, string Event, IReadOnlyDictionary<string, string> Detail);
