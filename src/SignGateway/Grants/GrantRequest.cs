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
    IReadOnlyDictionary<string, string> Vars);
