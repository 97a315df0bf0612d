using SignGateway.Objects;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>An upload as a look at its object proves it stored.</summary>
internal static class StoredUpload
{
    /// <summary>The note of the grant, as far as the ticket has it: of the vars it knows a digest only.</summary>
    public static UploadRecord Granted(Ticket ticket, string bucket, string key) => new()
    {
        Id = ticket.UploadId,
        Owner = ticket.Owner,
        Method = ticket.Method,
        Profile = ticket.Profile,
        Bucket = bucket,
        Key = key,
        State = UploadState.Issued,
        FileName = ticket.FileName,
        ContentType = ticket.ContentType,
        IssuedAt = ticket.IssuedAt,
        ExpiresAt = ticket.ExpiresAt,
    };

    public static UploadRecord From(UploadRecord upload, ObjectHead head, RecordedBy road, DateTimeOffset now) => upload with
    {
        State = UploadState.Stored,
        Size = head.Size,
        ETag = head.ETag,
        Crc64 = head.Crc64,
        StoredAt = now,
        RecordedBy = road,
        Evidence = Evidence.Object,
    };
}
