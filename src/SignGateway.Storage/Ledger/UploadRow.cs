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

    /// <summary>What an upload's end is written down as that comes to it now; not read.</summary>
    public long? EndedAt { get; set; }

    public static UploadRow From(UploadRecord upload, UploadState state) => new()
    {
        Id = upload.Id.ToString(),
        Owner = upload.Owner,
        Profile = upload.Profile,
        Bucket = upload.Bucket,
        ObjectKey = upload.Key,
        State = LedgerWords.Of(state),
        FileName = upload.FileName,
        ContentType = upload.ContentType,
        Size = upload.Size,
        ETag = upload.ETag,
        Crc64 = upload.Crc64,
        Image = upload.Image is null ? null : LedgerJson.Write(upload.Image),
        Vars = LedgerJson.WriteMap(upload.Vars),
        ClientVars = LedgerJson.WriteMap(upload.ClientVars),
        IssuedAt = upload.IssuedAt.ToUnixTimeMilliseconds(),
        ExpiresAt = upload.ExpiresAt.ToUnixTimeMilliseconds(),
        StoredAt = upload.StoredAt?.ToUnixTimeMilliseconds(),
        RecordedBy = LedgerWords.Of(upload.RecordedBy),
        Evidence = LedgerWords.Of(upload.Evidence),
        Answer = upload.Answer,
        LookAt = upload.LookAt?.ToUnixTimeMilliseconds(),
        Deleting = upload.Deleting ? 1 : 0,
        Version = upload.Version,
        PrefixGrant = upload.PrefixGrant?.ToString(),
        Method = LedgerWords.Of(upload.Method),
        MultipartId = upload.Parts?.OssId,
        PartSize = upload.Parts?.PartSize,
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
        StoredAt = StoredAt is { } storedAt ? DateTimeOffset.FromUnixTimeMilliseconds(storedAt) : null,
        RecordedBy = LedgerWords.Road(RecordedBy),
        Evidence = LedgerWords.Proof(Evidence),
        Answer = Answer,
        LookAt = LookAt is { } lookAt ? DateTimeOffset.FromUnixTimeMilliseconds(lookAt) : null,
        Deleting = Deleting != 0,
        Version = Version,
        PrefixGrant = PrefixGrant is null ? null : UploadId.Parse(PrefixGrant),
        Method = LedgerWords.Way(Method),
        Parts = MultipartId is { } id && PartSize is { } partSize ? new PartedUpload(id, partSize) : null,
    };
}
