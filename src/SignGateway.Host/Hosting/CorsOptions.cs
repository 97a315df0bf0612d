using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Section <c>SignGateway:Cors</c>.</summary>
internal sealed class CorsOptions
{
    public const string Section = "SignGateway:Cors";

    /// <summary>Origins that may call the user routes. Defaults to none.</summary>
    [Harmless]
    public List<string> Origins { get; init; } = [];
}
