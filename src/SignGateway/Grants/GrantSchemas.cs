using System.Text.Json.Serialization;

namespace SignGateway.Grants;

// The shapes of requests and answers in the API description; Grant.Write and GrantRequestParser are what really runs.
internal sealed record GrantRequestSchema(string FileName, string? Profile, string? Method, string? ContentType, long? Size, Dictionary<string, string>? Vars, string? CallbackIn, bool? Prefix);

internal sealed record GrantBatchSchema(IReadOnlyList<GrantRequestSchema> Uploads);

internal sealed record GrantListSchema(IReadOnlyList<GrantSchema> Grants);

internal sealed record GrantSchema(
    string Id,
    string Method,
    string? Url,
    Dictionary<string, string> Headers,
    Dictionary<string, string> Fields,
    SdkSchema? Sdk,
    string? Key,
    string Bucket,
    DateTimeOffset Expires,
    long MaxBytes,
    string StatusUrl,
    DateTimeOffset ServerTime,
    int ExpiresIn,
    long? PartSize,
    int? PartCount,
    string? PartsUrl,
    string? CompleteUrl);

internal sealed record SdkSchema(
    string Region,
    string Endpoint,
    string UrlStyle,
    string Bucket,
    string? Key,
    string? Prefix,
    string AccessKeyId,
    string AccessKeySecret,
    string SecurityToken,
    DateTimeOffset Expiration,
    string Callback,
    string? CallbackVar);

// The answer has accessid too; the serializer that describes this shape does not tell the two apart.
internal sealed record PrefixGrantV1Schema(
    string AccessId,
    [property: JsonPropertyName("OSSAccessKeyId")] string OssAccessKeyId,
    string Host,
    string Policy,
    string Signature,
    long Expire,
    string Callback,
    string Dir,
    [property: JsonPropertyName("callback-var")] string CallbackVar);

internal sealed record PrefixGrantV4Schema(
    string Policy,
    string Version,
    [property: JsonPropertyName("x_oss_signature_version")] string SignatureVersion,
    [property: JsonPropertyName("x_oss_credential")] string Credential,
    [property: JsonPropertyName("x_oss_date")] string Date,
    string Signature,
    [property: JsonPropertyName("security_token")] string SecurityToken,
    string Dir,
    string Host,
    string Callback,
    long Expire);
