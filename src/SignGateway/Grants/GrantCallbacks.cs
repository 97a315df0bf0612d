using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Grants;

/// <summary>The callbacks of each profile.</summary>
internal sealed class GrantCallbacks(PublicUrls urls, ProfileCatalog profiles)
{
    private readonly Dictionary<string, GrantCallback> _byProfile =
        profiles.All.ToDictionary(profile => profile.Name, profile => new GrantCallback(urls, profile.Options), StringComparer.Ordinal);

    public GrantCallback Of(Profile profile) => _byProfile[profile.Name];
}
