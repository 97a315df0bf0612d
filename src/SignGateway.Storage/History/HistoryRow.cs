using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Storage.History;

/// <summary>One row of the table <c>upload_history</c>.</summary>
internal sealed class HistoryRow
{
    public string UploadId { get; set; } = "";

    public long At { get; set; }

    public string Replica { get; set; } = "";

    public long Number { get; set; }

    public string Event { get; set; } = "";

    public string Detail { get; set; } = "";

    public HistoryEntry ToEntry() => new(
        Tickets.UploadId.Parse(UploadId), DateTimeOffset.FromUnixTimeMilliseconds(At), Replica, Number, Event, LedgerJson.Read<Dictionary<string, string>>(Detail));
}
