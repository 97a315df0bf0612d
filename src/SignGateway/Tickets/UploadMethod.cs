namespace SignGateway.Tickets;

/// <summary>How an upload reaches OSS.</summary>
public enum UploadMethod
{
    /// <summary>A signed form: PostObject. Only here does OSS hold the size down beforehand.</summary>
    Post,

    /// <summary>A presigned URL: PutObject.</summary>
    Put,

    /// <summary>Presigned URLs for parts that the gateway puts together.</summary>
    Multipart,

    /// <summary>Temporary credentials for one of OSS's own SDKs.</summary>
    Sdk,
}
