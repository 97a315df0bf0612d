namespace SignGateway.Profiles;

/// <summary>Section <c>SignGateway:Profiles</c>: what may be uploaded, and how, by the name that a request gives. Without any there is one, <c>default</c>.</summary>
public sealed class ProfilesOptions : Dictionary<string, ProfileOptions>
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Profiles";

    /// <summary>Starts empty.</summary>
    public ProfilesOptions()
        : base(StringComparer.Ordinal)
    {
    }
}
