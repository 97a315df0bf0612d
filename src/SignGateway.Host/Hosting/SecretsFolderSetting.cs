using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Section <c>SignGateway</c>: where secrets lie as files.</summary>
internal sealed class SecretsFolderSetting
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway";

    /// <summary>
    /// A folder in which each file is the setting of its name, such as <c>SignGateway__Redis__ConnectionString</c>; a full path. The environment and the command line win.
    /// Defaults to none.
    /// </summary>
    [Harmless]
    public string? SecretsFolder { get; init; }
}
