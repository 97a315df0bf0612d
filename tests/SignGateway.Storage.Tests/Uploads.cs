using System.Text;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests;

/// <summary>Records with good defaults; every one has its own id and object key.</summary>
internal static class Uploads
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static int _milliseconds;

    public static string NewOwner() => $"user-{Guid.NewGuid():N}";

    /// <summary>A grant as it is noted; each later than the one before.</summary>
    public static UploadRecord Granted(string owner = "user-1")
    {
        var issuedAt = Now.AddMilliseconds(Interlocked.Increment(ref _milliseconds));
        var id = UploadId.Create(issuedAt);
        return new UploadRecord
        {
            Id = id,
            Owner = owner,
            Profile = "default",
            Bucket = "bucket-1",
            Key = $"uploads/{id}.png",
            State = UploadState.Issued,
            FileName = "猫 \"photo\" 😀.png",
            ContentType = "image/png",
            Size = 48_213,
            Vars = new Dictionary<string, string> { ["album"] = "7", ["note"] = "日本 & <b>" },
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt.AddMinutes(10),
        };
    }

    /// <summary>The same upload as a callback records it.</summary>
    public static UploadRecord AsStored(this UploadRecord granted) => granted with
    {
        State = UploadState.Stored,
        Size = 5_000_000_000,
        ETag = "5D41402ABC4B2A76B9719D911017C592",
        Crc64 = "18446744073709551615",
        Image = new ImageInfo(640, 480, "png"),
        ClientVars = new Dictionary<string, string> { ["phone"] = "+86" },
        StoredAt = granted.IssuedAt.AddSeconds(5),
        RecordedBy = RecordedBy.Callback,
        Evidence = Evidence.Callback,
        Answer = $$"""{"id":"{{granted.Id}}","duplicate":false}""",
    };

    public static IdempotencyNote Note(string owner, string key = "key-1", string body = "body", string route = "/v1/uploads") => new(
        owner, route, key, Encoding.UTF8.GetBytes(body), Now, Now.AddMinutes(10));
}
