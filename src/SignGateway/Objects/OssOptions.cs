using SignGateway.Problems;
using SignGateway.Profiles;

namespace SignGateway.Objects;

/// <summary>Section <c>SignGateway:Oss</c>, or section <c>Oss</c> of a profile: the bucket, and how to reach it.</summary>
public sealed class OssOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Oss";

    /// <summary>The section of a profile's own bucket.</summary>
    public static string SectionOf(string profile) => $"{ProfilesOptions.Section}:{profile}:Oss";

    /// <summary>The bucket's region, <c>cn-hangzhou</c> or <c>oss-cn-hangzhou</c>. Required, but for the simulator.</summary>
    [Harmless]
    public string? Region { get; set; }

    /// <summary>Where browsers reach OSS; scheme and port are allowed, without a scheme it is https. Defaults to the region's public endpoint.</summary>
    [Harmless]
    public string? Endpoint { get; set; }

    /// <summary>Where the gateway itself reaches OSS. Defaults to <see cref="Endpoint"/>.</summary>
    [Harmless]
    public string? InternalEndpoint { get; set; }

    /// <summary>The bucket's name. Required, but for the simulator.</summary>
    [Harmless]
    public string? Bucket { get; set; }

    /// <summary>Where the bucket's name stands in a URL. <c>Path</c> is for stand-ins only. Defaults to VirtualHosted.</summary>
    public UrlStyle UrlStyle { get; set; } = UrlStyle.VirtualHosted;
}
