namespace SignGateway.Profiles;

/// <summary>Section <c>SignGateway:Profiles</c>: profiles by name.</summary>
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
