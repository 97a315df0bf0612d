using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Admin.Explain;

/// <summary>What the ledger knows of the upload that a ticket is of.</summary>
internal sealed class UploadPoints(IUploadLedger ledger)
{
    public async Task WriteAsync(Report report, Ticket ticket, CancellationToken cancellationToken)
    {
        report.Section("Upload");
        if (await ledger.FindAsync(ticket.UploadId, cancellationToken) is not { } upload)
        {
            report.Missing("upload", ticket.UploadId.ToString(), "The ledger has no such upload: another ledger has noted it, or this one was restored from before. A callback records it all the same.");
            return;
        }

        report.Info("state", upload.State.ToText(), null, Hint(upload));
        if (upload.State is UploadState.Issued or UploadState.Prefix)
            return;
        report.Info("recorded by", upload.RecordedBy?.ToText());
        report.Info("evidence", upload.Evidence?.ToText());
        report.Info("stored", upload.StoredAt is { } at ? UploadJson.ToText(at) : null);
        if (upload.State == UploadState.Deleted)
            report.Find(Consequence.Unrecorded, "its upload was deleted, which ends the grant", "Ask for a new grant.");
    }

    private static string Hint(UploadRecord upload) => upload.State switch
    {
        UploadState.Issued => "Signed for, and nothing is known of an object yet.",
        UploadState.Stored => "The object is there. Unless the profile sets AllowOverwrite, OSS answers a second upload with 409 FileAlreadyExists.",
        UploadState.Expired => "Nobody came back with an object in time; one that is there after all is found by confirm.",
        UploadState.Deleted => "Deleted by its owner or by an administrator, which also revokes a grant: a first callback gets 403 ticket_invalid.",
        UploadState.Rejected => "There is an object, but not the one that was granted.",
        _ => "A grant for a directory; each object in it is an upload of its own.",
    };
}
