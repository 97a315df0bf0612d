namespace SignGateway.Protocol.Requests;

/// <summary>What of a request to OSS is signed.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="ObjectKey">The object, or null for the bucket itself.</param>
/// <param name="Headers">Every header that the signature may cover.</param>
/// <param name="Query">Query parameters; a null or empty value is written as the bare name.</param>
/// <param name="AdditionalHeaders">Names of further headers to sign.</param>
public sealed record SigningRequest(
    string Method,
    string Bucket,
    string? ObjectKey,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string?> Query,
    IReadOnlyCollection<string> AdditionalHeaders);
