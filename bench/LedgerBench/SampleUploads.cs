using SignGateway.Tickets;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>Uploads as the gateway writes them.</summary>
internal static class SampleUploads
{
    public const string Bucket = "bench-bucket";

    public static UploadRecord Granted(string owner)
    {
        var now = DateTimeOffset.UtcNow;
        var id = UploadId.Create(now);
        return new UploadRecord
        {
            Id = id,
            Owner = owner,
            Profile = "default",
            Bucket = Bucket,
            Key = $"uploads/{now:yyyy'/'MM'/'dd}/{id}.png",
            State = UploadState.Issued,
            FileName = "cat photo.png",
            ContentType = "image/png",
            Size = 48_213,
            Vars = new Dictionary<string, string> { ["album"] = "7" },
            IssuedAt = now,
            ExpiresAt = now.AddMinutes(10),
            LookAt = now.AddMinutes(15),
        };
    }

    /// <summary>The same upload as its callback records it.</summary>
    public static UploadRecord Stored(UploadRecord granted)
    {
        var stored = granted with
        {
            State = UploadState.Stored,
            ETag = "5D41402ABC4B2A76B9719D911017C592",
            Crc64 = "18446744073709551615",
            Image = new ImageInfo(800, 600, "png"),
            StoredAt = granted.IssuedAt.AddSeconds(5),
            RecordedBy = RecordedBy.Callback,
            Evidence = Evidence.Callback,
            LookAt = null,
        };
        return stored with { Answer = UploadJson.ToText(stored) };
    }
}
