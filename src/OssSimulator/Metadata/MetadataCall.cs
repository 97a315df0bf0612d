namespace OssSimulator.Metadata;

/// <summary>One request to the metadata service, and the status of its answer.</summary>
public sealed record MetadataCall(DateTimeOffset Time, string Method, string Path, int Status);
