using System.Text.Json;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Sql;

/// <summary>One row of <c>uploads</c>, in the databases' own types.</summary>
internal sealed class UploadRow
{
    public string Id { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Profile { get; init; } = "";

    public string Bucket { get; init; } = "";

    public string ObjectKey { get; init; } = "";

    public string State { get; init; } = "";

    public string FileName { get; init; } = "";

    public string ContentType { get; init; } = "";

    public long? Size { get; init; }

    public string? ETag { get; init; }

    public string? Crc64 { get; init; }

    public string? Image { get; init; }

    public string Vars { get; init; } = "";

    public string ClientVars { get; init; } = "";

    public long IssuedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? StoredAt { get; init; }

    public string? RecordedBy { get; init; }

    public string? Evidence { get; init; }

    public string? Answer { get; init; }

    public static UploadRow From(UploadRecord upload) => new()
    {
        Id = upload.Id.ToString(),
        Owner = upload.Owner,
        Profile = upload.Profile,
        Bucket = upload.Bucket,
        ObjectKey = upload.Key,
        State = upload.State.ToText(),
        FileName = upload.FileName,
        ContentType = upload.ContentType,
        Size = upload.Size,
        ETag = upload.ETag,
        Crc64 = upload.Crc64,
        Image = upload.Image is null ? null : JsonSerializer.Serialize(upload.Image),
        Vars = JsonSerializer.Serialize(upload.Vars),
        ClientVars = JsonSerializer.Serialize(upload.ClientVars),
        IssuedAt = upload.IssuedAt.ToUnixTimeMilliseconds(),
        ExpiresAt = upload.ExpiresAt.ToUnixTimeMilliseconds(),
        StoredAt = upload.StoredAt?.ToUnixTimeMilliseconds(),
        RecordedBy = upload.RecordedBy?.ToText(),
        Evidence = upload.Evidence?.ToText(),
        Answer = upload.Answer,
    };

    public UploadRecord ToRecord() => new()
    {
        Id = UploadId.Parse(Id),
        Owner = Owner,
        Profile = Profile,
        Bucket = Bucket,
        Key = ObjectKey,
        State = Enum.GetValues<UploadState>().First(state => state.ToText() == State),
        FileName = FileName,
        ContentType = ContentType,
        Size = Size,
        ETag = ETag,
        Crc64 = Crc64,
        Image = Image is null ? null : JsonSerializer.Deserialize<ImageInfo>(Image),
        Vars = JsonSerializer.Deserialize<Dictionary<string, string>>(Vars)!,
        ClientVars = JsonSerializer.Deserialize<Dictionary<string, string>>(ClientVars)!,
        IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(IssuedAt),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt),
        StoredAt = StoredAt is { } stored ? DateTimeOffset.FromUnixTimeMilliseconds(stored) : null,
        RecordedBy = RecordedBy is null ? null : Enum.GetValues<RecordedBy>().First(road => road.ToText() == RecordedBy),
        Evidence = Evidence is null ? null : Enum.GetValues<Evidence>().First(evidence => evidence.ToText() == Evidence),
        Answer = Answer,
    };

    /// <summary>Whether any text holds U+0000, which PostgreSQL cannot store.</summary>
    public bool HasNull() =>
        new[] { Owner, Profile, Bucket, ObjectKey, FileName, ContentType, ETag, Crc64, Answer }.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true);
}
