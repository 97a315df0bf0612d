using SignGateway.Problems;

namespace SignGateway.Objects;

/// <summary>Where OSS reaches this gateway, in section <c>SignGateway</c>.</summary>
public sealed class PublicUrlOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway";

    /// <summary>Up to five URLs, <c>;</c> between, path prefix included. OSS calls back there and tries them in order. Never guessed from a request. Required outside Development.</summary>
    [Harmless]
    public string? PublicUrl { get; set; }

    /// <summary>Whether private and loopback hosts, which OSS refuses, are taken outside Development. Defaults to false.</summary>
    public bool AllowPrivatePublicUrl { get; set; }
}
