using System.Globalization;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;

namespace SignGateway.Admin.Actions;

/// <summary>What an administrator may do with anybody's upload. Each is in the audit log before it begins, or it does not begin.</summary>
internal sealed class AuditedUploads(
    AuditLog audit, IUploadLedger ledger, LookAgain look, DeleteUpload delete, UploadContent content, HistoryNotes history)
{
    /// <summary>Looks at the object and lets the record follow: what was seen, and the record as it now stands.</summary>
    public async Task<(ObjectLook Look, UploadRecord Upload)> LookAsync(string who, UploadRecord upload, CancellationToken cancellationToken)
    {
        var entry = await WriteAsync(who, AuditActions.Look, upload, cancellationToken);
        var (seen, after) = await look.ExecuteAsync(upload, cancellationToken);
        var (word, reason) = seen.Tell();
        history.Add(upload.Id, HistoryEvents.Look, ("look", word), ("reason", reason), ("state", after.State.ToText()));
        await audit.CompleteAsync(entry, Facts(after, ("look", word)));
        return (seen, after);
    }

    /// <summary>Null when the upload is gone, else why it is not.</summary>
    public async Task<Problem?> DeleteAsync(string who, UploadRecord upload, CancellationToken cancellationToken)
    {
        var entry = await WriteAsync(who, AuditActions.Delete, upload, cancellationToken);
        var problem = await delete.ExecuteAsync(upload, cancellationToken);
        var after = await ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        await audit.CompleteAsync(entry, Facts(after, ("code", problem?.Code)));
        return problem;
    }

    /// <summary>A short-lived link to what somebody uploaded.</summary>
    public async Task<OssOutcome<string>> LinkAsync(string who, UploadRecord upload, bool attachment, CancellationToken cancellationToken)
    {
        await audit.WriteAsync(who, AuditActions.Content, upload.Id.ToString(), null, null, cancellationToken);
        return await content.LinkAsync(upload, attachment, cancellationToken);
    }

    private Task<AuditId> WriteAsync(string who, string action, UploadRecord upload, CancellationToken cancellationToken) =>
        audit.WriteAsync(who, action, upload.Id.ToString(), Facts(upload), null, cancellationToken);

    // Nothing that the owner wrote.
    private static Dictionary<string, string> Facts(UploadRecord upload, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var facts = new Dictionary<string, string>();
        Add(facts, "state", upload.State.ToText());
        Add(facts, "evidence", upload.Evidence?.ToText());
        Add(facts, "size", upload.Size?.ToString(CultureInfo.InvariantCulture));
        Add(facts, "etag", upload.ETag);
        foreach (var (name, value) in more)
            Add(facts, name, value);
        return facts;
    }

    private static void Add(Dictionary<string, string> facts, string name, string? value)
    {
        if (value is not null)
            facts[name] = value;
    }
}
