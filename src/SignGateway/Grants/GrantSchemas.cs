namespace SignGateway.Grants;

// The shapes of requests and answers in the API description; Grant.Write and GrantRequestParser are what really runs.
internal sealed record GrantRequestSchema(string FileName, string? Profile, string? ContentType, long? Size, Dictionary<string, string>? Vars);

internal sealed record GrantBatchSchema(IReadOnlyList<GrantRequestSchema> Uploads);

internal sealed record GrantListSchema(IReadOnlyList<GrantSchema> Grants);

internal sealed record GrantSchema(
    string Id,
    string Method,
    string Url,
    Dictionary<string, string> Headers,
    Dictionary<string, string> Fields,
    string Key,
    string Bucket,
    DateTimeOffset Expires,
    long MaxBytes,
    string StatusUrl,
    DateTimeOffset ServerTime,
    int ExpiresIn);
