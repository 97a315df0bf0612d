namespace SignGateway.Host.Proxies;

/// <summary>Section <c>SignGateway:ForwardedHeaders</c>: whose <c>X-Forwarded-*</c> headers are believed.</summary>
internal sealed class ForwardedOptions
{
    public const string Section = "SignGateway:ForwardedHeaders";

    /// <summary>Addresses of proxies. Defaults to none.</summary>
    public List<string> KnownProxies { get; init; } = [];

    /// <summary>Networks of proxies, such as <c>10.1.0.0/16</c>. Defaults to none.</summary>
    public List<string> KnownNetworks { get; init; } = [];
}
