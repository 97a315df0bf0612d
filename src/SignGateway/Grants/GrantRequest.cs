using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>A checked request for one grant.</summary>
internal sealed record GrantRequest(
    Profile Profile,
    UploadMethod Method,
    FileName FileName,
    ContentType? ContentType,
    long? Size,
    IReadOnlyDictionary<string, string> Vars)
{
    /// <summary>Whether a presigned URL carries the callback itself, rather than headers beside it.</summary>
    public bool CallbackInQuery { get; init; }

    /// <summary>Whether the grant is for a directory, below which the uploader chooses names and types; the request then names no file.</summary>
    public bool IsPrefix { get; init; }
}
