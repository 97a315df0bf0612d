namespace OssSimulator.Parts;

/// <summary>One part as it was received.</summary>
/// <param name="File">Its name in the folder of the upload.</param>
internal sealed record UploadedPart(int Number, string ETag, ulong Crc64, long Size, DateTimeOffset LastModified, string File);
