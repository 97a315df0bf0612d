namespace SignGateway.Profiles;

/// <summary>What OSS can tell in a callback beyond what every callback has.</summary>
public enum CallbackVariable
{
    /// <summary>The content's MD5, Base64; OSS has none of what was uploaded in parts.</summary>
    ContentMd5,

    /// <summary>The VPC through which the upload came, if any.</summary>
    VpcId,

    /// <summary>The uploader's address as OSS sees it.</summary>
    ClientIp,
}
