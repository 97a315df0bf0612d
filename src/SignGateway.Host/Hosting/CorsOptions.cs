using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Section <c>SignGateway:Cors</c>: which pages of other origins may call the gateway.</summary>
internal sealed class CorsOptions
{
    public const string Section = "SignGateway:Cors";

    /// <summary>Origins that may call the user routes, such as <c>https://app.example.com</c>. Defaults to none.</summary>
    [Harmless]
    public List<string> Origins { get; init; } = [];
}
