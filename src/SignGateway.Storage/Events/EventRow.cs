using SignGateway.Events.Outbox;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Events;

/// <summary>One row of the table <c>events</c>: an event on its way to an endpoint, and the upload as it was when it happened.</summary>
internal sealed class EventRow : UploadRow
{
    public string Endpoint { get; set; } = "";

    public long At { get; set; }

    public string Status { get; set; } = "";

    public long? DueAt { get; set; }

    public long? DoneAt { get; set; }

    public long Attempts { get; set; }

    public string? LastError { get; set; }

    public OutboxEvent ToEvent() => new()
    {
        Endpoint = Endpoint,
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Upload = ToRecord(),
        Status = OutboxWords.TryParseStatus(Status, out var status) ? status : throw new InvalidDataException($"The outbox holds '{Status}', which this version does not know."),
        Attempts = Attempts,
        DueAt = DueAt is { } dueAt ? DateTimeOffset.FromUnixTimeMilliseconds(dueAt) : null,
        DoneAt = DoneAt is { } doneAt ? DateTimeOffset.FromUnixTimeMilliseconds(doneAt) : null,
        LastError = LastError,
    };
}
