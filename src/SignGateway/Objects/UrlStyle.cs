namespace SignGateway.Objects;

/// <summary>Where the bucket's name stands in a URL.</summary>
public enum UrlStyle
{
    /// <summary>In front of the endpoint's host.</summary>
    VirtualHosted,

    /// <summary>Nowhere: the endpoint is a custom domain of the bucket.</summary>
    Cname,

    /// <summary>First in the path. For stand-ins only; OSS itself refuses it.</summary>
    Path,
}
