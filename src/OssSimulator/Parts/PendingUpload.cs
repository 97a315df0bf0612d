namespace OssSimulator.Parts;

/// <summary>One multipart upload that is neither complete nor aborted, for whoever runs the simulator in its own process.</summary>
/// <param name="Parts">How many parts it has so far.</param>
public sealed record PendingUpload(string Bucket, string Key, string UploadId, DateTimeOffset Initiated, int Parts);
