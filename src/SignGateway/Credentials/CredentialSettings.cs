using Microsoft.Extensions.Options;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>Answers what a profile's credentials will be like, for validators above.</summary>
/// <param name="configured">Names of the options that decide; the default name is not among them where the application brings a source of its own.</param>
/// <param name="options">The options.</param>
/// <param name="variables">The environment.</param>
internal sealed class CredentialSettings(IReadOnlySet<string> configured, IOptionsMonitor<CredentialOptions> options, EnvironmentVariables variables)
{
    private IReadOnlyList<OssCredentials>? _longTermPairs;

    /// <summary>The name of the options that decide a profile's credentials; null where the application brings a source of its own.</summary>
    public string? OptionsFor(string profile) => NameFor(profile) is var name && configured.Contains(name) ? name : null;

    /// <summary>The section that decides a profile's credentials.</summary>
    public string SectionFor(string profile) => CredentialOptions.SectionOf(NameFor(profile));

    /// <summary>Null if nobody can know, or if the options have faults, which their own validator names.</summary>
    public CredentialTraits? TraitsFor(string profile)
    {
        var name = NameFor(profile);
        if (!configured.Contains(name))
            return null;
        try
        {
            return Traits(options.Get(name));
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    /// <summary>Whether a profile's credentials are those of a role that can be assumed for others as well. True if the options have faults, which their own validator names.</summary>
    public bool CanLend(string profile)
    {
        try
        {
            return OptionsFor(profile) is { } name && options.Get(name).Kind is CredentialSourceKind.Sts or CredentialSourceKind.Oidc;
        }
        catch (OptionsValidationException)
        {
            return true;
        }
    }

    /// <summary>The pairs that never end by themselves. Found once, as the sources that hold them are made once.</summary>
    public IReadOnlyList<OssCredentials> LongTermPairs => _longTermPairs ??= [.. configured.Select(options.Get).Select(PairOf).OfType<OssCredentials>().Where(pair => pair.SecurityToken is null)];

    private OssCredentials? PairOf(CredentialOptions settings) => settings.Kind switch
    {
        CredentialSourceKind.Static => settings.Pair,
        CredentialSourceKind.Sts => settings.Pair ?? variables.Pair,
        CredentialSourceKind.Environment or CredentialSourceKind.Default => variables.Pair,
        _ => null,
    };

    private string NameFor(string profile) => configured.Contains(profile) ? profile : Options.DefaultName;

    private CredentialTraits Traits(CredentialOptions settings)
    {
        var session = TimeSpan.FromSeconds(settings.DurationSeconds);
        return settings.Kind switch
        {
            CredentialSourceKind.Static => new CredentialTraits(settings.Pair?.SecurityToken is not null, null),
            CredentialSourceKind.Environment => new CredentialTraits(variables.Pair?.SecurityToken is not null, null),
            CredentialSourceKind.Sts or CredentialSourceKind.Oidc => new CredentialTraits(true, session),
            // The chain begins with the environment's pair and its identity token.
            CredentialSourceKind.Default when variables.Pair is { } pair => new CredentialTraits(pair.SecurityToken is not null, null),
            CredentialSourceKind.Default when OidcSettings.From(settings, variables).IsComplete => new CredentialTraits(true, session),
            _ => new CredentialTraits(true, null),
        };
    }
}
