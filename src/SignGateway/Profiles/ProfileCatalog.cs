using Microsoft.Extensions.Options;

namespace SignGateway.Profiles;

/// <summary>The profiles that configuration names, or one called <c>default</c> if it names none.</summary>
public sealed class ProfileCatalog
{
    /// <summary>The profile of a request that names none.</summary>
    public const string DefaultName = "default";

    private static readonly ProfileOptions Unnamed = new();

    private readonly Dictionary<string, Profile> _profiles;

    /// <summary>Reads the profiles from validated options.</summary>
    public ProfileCatalog(IOptions<ProfilesOptions> options) =>
        _profiles = options.Value.ToDictionary(pair => pair.Key, pair => new Profile(pair.Key, pair.Value), StringComparer.Ordinal);

    /// <summary>All profiles.</summary>
    public IReadOnlyCollection<Profile> All => _profiles.Values;

    /// <summary>The profile of that name, or null.</summary>
    public Profile? Find(string name) => _profiles.GetValueOrDefault(name);

    /// <summary>What the profile of an upload says; of one that configuration no longer names, the defaults.</summary>
    public ProfileOptions OptionsOf(string name) => Find(name)?.Options ?? Unnamed;
}
