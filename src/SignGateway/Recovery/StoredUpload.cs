using SignGateway.Objects;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>An upload as a look at its object proves it stored.</summary>
internal static class StoredUpload
{
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
