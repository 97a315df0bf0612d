namespace SignGateway.Admin;

internal sealed record AdminUploadPageSchema(IReadOnlyList<AdminUploadSchema> Items, string? NextCursor);
