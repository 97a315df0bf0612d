namespace SignGateway.Uploads;

/// <summary>OSS's side of an upload in parts.</summary>
/// <param name="OssId">OSS's id of it; parts under any other never become its object.</param>
/// <param name="PartSize">The size of every part but the last; fixed when it begins, whatever configuration says later.</param>
public sealed record PartedUpload(string OssId, long PartSize);
