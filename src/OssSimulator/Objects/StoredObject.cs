namespace OssSimulator.Objects;

/// <summary>One object in the store, for whoever runs the simulator in its own process.</summary>
/// <param name="ETag">Without quotation marks.</param>
/// <param name="UserMetadata">The whole header names, such as <c>x-oss-meta-owner</c>, and their values.</param>
public sealed record StoredObject(string Bucket, string Key, long Size, string ETag, IReadOnlyDictionary<string, string> UserMetadata);
