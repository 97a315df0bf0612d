namespace SignGateway.Objects;

/// <summary>One part as OSS has it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes.</param>
internal sealed record UploadedPart(int Number, long Size, string ETag);
