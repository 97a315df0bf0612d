using SignGateway.Objects;
using SignGateway.Protocol.Values;
using SignGateway.Profiles;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>What becomes of an object in the directory of a prefix grant, where the uploader chose name and type.</summary>
public static class PrefixGrants
{
    private const string Unnamed = "file";

    /// <summary>The upload that an object is, as far as a list of the directory tells.</summary>
    public static UploadRecord UploadOf(UploadRecord grant, string key) => new()
    {
        Id = UploadId.Under(grant.Id, key),
        PrefixGrant = grant.Id,
        Owner = grant.Owner,
        Method = grant.Method,
        Profile = grant.Profile,
        Bucket = grant.Bucket,
        Key = key,
        State = UploadState.Issued,
        FileName = FileNameOf(key),
        ContentType = Profile.UnnamedContentType,
        Vars = grant.Vars,
        IssuedAt = grant.IssuedAt,
        ExpiresAt = grant.ExpiresAt,
    };

    /// <summary>The last part of the key, if it can be a file's name.</summary>
    public static string FileNameOf(string key) =>
        FileName.TryParse(key[(key.LastIndexOf('/') + 1)..], out var name) ? name.Value : Unnamed;

    /// <summary>What OSS says of the object's type, if it is one.</summary>
    public static string ContentTypeOf(string text) =>
        ContentType.TryParse(text.Split(';')[0].Trim(), out var type) ? type.Value : Profile.UnnamedContentType;
}
