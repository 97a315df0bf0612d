namespace SignGateway.Profiles;

/// <summary>How a form is signed.</summary>
public enum SignatureVersion
{
    /// <summary>HMAC-SHA256 with a key derived by day and region.</summary>
    V4,

    /// <summary>HMAC-SHA1; not available to new accounts and buckets.</summary>
    V1,
}
