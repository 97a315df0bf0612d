using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// Refuses text that a database would refuse or quietly alter: PostgreSQL takes no U+0000, and an unpaired surrogate has no UTF-8 form.
/// That is the caller's fault, not the ledger being unavailable.
/// </summary>
internal static class LedgerText
{
    public static void Check(UploadRecord upload)
    {
        Check(upload.Owner, nameof(upload.Owner));
        Check(upload.Profile, nameof(upload.Profile));
        Check(upload.Bucket, nameof(upload.Bucket));
        Check(upload.Key, nameof(upload.Key));
        Check(upload.FileName, nameof(upload.FileName));
        Check(upload.ContentType, nameof(upload.ContentType));
        Check(upload.ETag, nameof(upload.ETag));
        Check(upload.Crc64, nameof(upload.Crc64));
        Check(upload.Image?.Format, nameof(upload.Image));
        Check(upload.Answer, nameof(upload.Answer));
        Check(upload.Parts?.OssId, nameof(upload.Parts));
        Check(upload.Vars, nameof(upload.Vars));
        Check(upload.ClientVars, nameof(upload.ClientVars));
    }

    public static void Check(IdempotencyNote note)
    {
        Check(note.Owner, nameof(note.Owner));
        Check(note.Route, nameof(note.Route));
        Check(note.Key, nameof(note.Key));
    }

    public static void Check(UploadQuery query)
    {
        Check(query.Owner, nameof(query.Owner));
        Check(query.Profile, nameof(query.Profile));
    }

    public static void Check(UploadSearch search)
    {
        Check(search.Owner, nameof(search.Owner));
        Check(search.KeyPrefix, nameof(search.KeyPrefix));
        Check(search.Profile, nameof(search.Profile));
        Check(search.ContentType, nameof(search.ContentType));
    }

    public static void Check(AuditEntry entry)
    {
        Check(entry.Who, nameof(entry.Who));
        Check(entry.Action, nameof(entry.Action));
        Check(entry.Target, nameof(entry.Target));
    }

    private static void Check(IReadOnlyDictionary<string, string> vars, string field)
    {
        foreach (var (name, value) in vars)
        {
            Check(name, field);
            Check(value, field);
        }
    }

    public static void Check(string? text, string field)
    {
        if (text is null)
            return;

        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"{field} contains the character U+0000, which the ledger cannot hold.");
        if (HasUnpairedSurrogate(text))
            throw new ArgumentException($"{field} contains half a character (an unpaired surrogate), which the ledger cannot hold.");
    }

    private static bool HasUnpairedSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return true;
            index++;
        }

        return false;
    }
}
