using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;

namespace SignGateway.Objects;

/// <summary>
/// Narrows a session to the buckets and prefixes of the profiles that it signs for. Read from the configuration itself: the profiles' options
/// are checked against the credentials', so neither can wait for the other.
/// </summary>
internal sealed class SessionPolicyText(IConfiguration configuration) : IPostConfigureOptions<CredentialOptions>
{
    public void PostConfigure(string? name, CredentialOptions options)
    {
        if (!options.SessionPolicy)
            return;
        var places = Profiles(name ?? Options.DefaultName)
            .Select(profile => (Bucket: BucketOf(profile) ?? "", Prefix: KeyTemplate.ConstantStart(Setting(profile, "KeyTemplate") ?? new ProfileOptions().KeyTemplate)))
            .ToList();
        if (places.Count > 0 && SessionPolicy.For(places) is SessionPolicy.Fitting(var json))
            options.SessionPolicyText = json;
    }

    private IEnumerable<string> Profiles(string name)
    {
        if (name != Options.DefaultName)
            return [name];
        var named = configuration.GetSection(ProfilesOptions.Section).GetChildren().Select(profile => profile.Key).ToList();
        return named.Count == 0
            ? [ProfileCatalog.DefaultName]
            : named.Where(profile => !configuration.GetSection(CredentialOptions.SectionOf(profile)).Exists());
    }

    private string? BucketOf(string profile) => configuration.GetSection(OssOptions.SectionOf(profile)).Exists()
        ? Setting(profile, "Oss:Bucket")
        : configuration[$"{OssOptions.Section}:Bucket"];

    private string? Setting(string profile, string key) => configuration[$"{ProfilesOptions.Section}:{profile}:{key}"];
}
