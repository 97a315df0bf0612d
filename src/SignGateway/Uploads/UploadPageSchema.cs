namespace SignGateway.Uploads;

/// <summary>The shape of a page of uploads in the API description.</summary>
internal sealed record UploadPageSchema(IReadOnlyList<UploadSchema> Items, string? NextCursor);
