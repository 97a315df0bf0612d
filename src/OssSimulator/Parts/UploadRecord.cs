using OssSimulator.Objects;

namespace OssSimulator.Parts;

/// <summary>What is known of a multipart upload from its beginning.</summary>
internal sealed record UploadRecord(string Id, string Bucket, string Key, DateTimeOffset Initiated, ObjectTraits Traits);
