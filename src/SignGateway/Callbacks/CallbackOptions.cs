using SignGateway.Problems;

namespace SignGateway.Callbacks;

/// <summary>Section <c>SignGateway:Callback</c>: whose signatures callbacks may have.</summary>
public sealed class CallbackOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Callback";

    /// <summary>Allowed origins of the key URL that a callback announces: scheme, host and port. Defaults to the two official ones.</summary>
    [Harmless]
    public List<string> PublicKeyUrls { get; init; } = [];
}
