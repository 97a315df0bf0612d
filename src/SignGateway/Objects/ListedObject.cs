namespace SignGateway.Objects;

/// <summary>One object as a list shows it.</summary>
/// <param name="Key">The object key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was written last.</param>
public sealed record ListedObject(string Key, long Size, DateTimeOffset LastModified);
