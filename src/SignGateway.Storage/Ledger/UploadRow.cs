using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Ledger;

/// <summary>One row of the table <c>uploads</c>, in the types that both databases share.</summary>
internal class UploadRow
{
    public string Id { get; set; } = "";

    public string Owner { get; set; } = "";

    public string Profile { get; set; } = "";

    public string Bucket { get; set; } = "";

    public string ObjectKey { get; set; } = "";

    public string State { get; set; } = "";

    public string FileName { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long? Size { get; set; }

    public string? ETag { get; set; }

    public string? Crc64 { get; set; }

    public string? Image { get; set; }

    public string Vars { get; set; } = "";

    public string ClientVars { get; set; } = "";

    public long IssuedAt { get; set; }

    public long ExpiresAt { get; set; }

    public long? StoredAt { get; set; }

    public string? RecordedBy { get; set; }

    public string? Evidence { get; set; }

    public string? Answer { get; set; }

    public long? LookAt { get; set; }

    public long Deleting { get; set; }

    public long Version { get; set; }

    public string? PrefixGrant { get; set; }

    public string? Method { get; set; }

    public string? MultipartId { get; set; }

    public long? PartSize { get; set; }

    /// <summary>The record as it now stands, from what recording has answered: that leaves out what stands as it was given.</summary>
    public UploadRecord OnceRecorded(UploadRecord given) => given with
    {
        Owner = Owner,
        Profile = Profile,
        Bucket = Bucket,
        Key = ObjectKey,
        State = UploadState.Stored,
        FileName = FileName,
        Vars = LedgerJson.ReadMap(Vars),
        IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(IssuedAt),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt),
        StoredAt = Time(StoredAt),
        RecordedBy = LedgerWords.Road(RecordedBy),
        Answer = Answer ?? given.Answer,
        LookAt = Time(LookAt),
        Deleting = Deleting != 0,
        Version = Version,
        PrefixGrant = PrefixGrant is null ? null : UploadId.Parse(PrefixGrant),
        Method = LedgerWords.Way(Method),
        Parts = OssParts,
    };

    public UploadRecord ToRecord() => new()
    {
        Id = UploadId.Parse(Id),
        Owner = Owner,
        Profile = Profile,
        Bucket = Bucket,
        Key = ObjectKey,
        State = LedgerWords.State(State),
        FileName = FileName,
        ContentType = ContentType,
        Size = Size,
        ETag = ETag,
        Crc64 = Crc64,
        Image = Image is null ? null : LedgerJson.Read<ImageInfo>(Image),
        Vars = LedgerJson.ReadMap(Vars),
        ClientVars = LedgerJson.ReadMap(ClientVars),
        IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(IssuedAt),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt),
        StoredAt = Time(StoredAt),
        RecordedBy = LedgerWords.Road(RecordedBy),
        Evidence = LedgerWords.Proof(Evidence),
        Answer = Answer,
        LookAt = Time(LookAt),
        Deleting = Deleting != 0,
        Version = Version,
        PrefixGrant = PrefixGrant is null ? null : UploadId.Parse(PrefixGrant),
        Method = LedgerWords.Way(Method),
        Parts = OssParts,
    };

    private PartedUpload? OssParts => MultipartId is { } id && PartSize is { } partSize ? new PartedUpload(id, partSize) : null;

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
