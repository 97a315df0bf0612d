namespace SignGateway.Multipart;

// The shapes of requests and answers in the API description; MultipartEndpoints and PartNumbers are what really runs.
internal sealed record PartNumbersSchema(IReadOnlyList<int> Numbers);

internal sealed record PartUrlsSchema(IReadOnlyList<PartUrlSchema> Parts);

internal sealed record PartUrlSchema(int Number, string Url, Dictionary<string, string> Headers, DateTimeOffset Expires, int ExpiresIn);

internal sealed record PartListSchema(IReadOnlyList<PartSchema> Parts, string? NextCursor);

internal sealed record PartSchema(int Number, long Size, string Etag);
