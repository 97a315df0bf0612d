namespace SignGateway.Protocol.Multipart;

/// <summary>Names one version of one part: a part that is sent again has another ETag.</summary>
/// <param name="Number">The part's number.</param>
/// <param name="ETag">Without quotes.</param>
public readonly record struct PartETag(int Number, string ETag);
