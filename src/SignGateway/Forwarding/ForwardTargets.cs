using SignGateway.Profiles;
using SignGateway.Webhooks;

namespace SignGateway.Forwarding;

/// <summary>The profiles that tell an application of their uploads.</summary>
internal sealed class ForwardTargets(ProfileCatalog profiles)
{
    private readonly Dictionary<string, ForwardTarget> _targets = profiles.All
        .Where(profile => profile.Options.ForwardTo is not null)
        .ToDictionary(
            profile => profile.Name,
            profile => new ForwardTarget(profile.Options.ForwardTo!, [.. profile.Options.ForwardSecrets.Select(secret => WebhookSecret.TryParse(secret)!)]),
            StringComparer.Ordinal);

    /// <summary>Whom uploads are told to, by profile.</summary>
    public IReadOnlyDictionary<string, ForwardTarget> All => _targets;

    /// <summary>Whom a profile's uploads are told to; null if nobody.</summary>
    public ForwardTarget? Find(string profile) => _targets.GetValueOrDefault(profile);
}
