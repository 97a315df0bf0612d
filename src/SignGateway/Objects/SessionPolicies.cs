using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;

namespace SignGateway.Objects;

/// <summary>
/// Narrows a session to the buckets and prefixes of the profiles that it signs for, and refuses what does not fit. Read from the configuration itself: the profiles' options
/// are checked against the credentials', so neither can wait for the other.
/// </summary>
internal sealed class SessionPolicies(IConfiguration configuration) : ISessionPolicies, IValidateOptions<CredentialOptions>
{
    public string PolicyFor(string name) => Policy(name) is SessionPolicy.Fitting(var json)
        ? json
        : throw new InvalidOperationException("The options were not validated.");

    public ValidateOptionsResult Validate(string? name, CredentialOptions options)
    {
        // Credentials that no profile uses sign nothing.
        if (!options.SessionPolicy || !Profiles(name ?? Options.DefaultName).Any() || Policy(name ?? Options.DefaultName) is not SessionPolicy.TooLong(var length))
            return ValidateOptionsResult.Skip;
        return ValidateOptionsResult.Fail(
            $"{CredentialOptions.SectionOf(name)}:SessionPolicy would need {length} characters for the buckets and prefixes of its profiles, and STS takes {SessionPolicy.MaxLength}. Give some profiles Credentials of their own, or prefixes that they share.");
    }

    private SessionPolicy Policy(string name) => SessionPolicy.For(Profiles(name).Select(profile =>
        (BucketOf(profile) ?? "", KeyTemplate.ConstantStart(Setting(profile, "KeyTemplate") ?? new ProfileOptions().KeyTemplate))));

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
