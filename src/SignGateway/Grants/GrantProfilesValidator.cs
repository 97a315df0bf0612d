using System.Buffers.Text;
using System.Globalization;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>Refuses profiles whose forms could not be signed, or whose callback could outgrow what OSS takes.</summary>
internal sealed class GrantProfilesValidator(IOptions<PublicUrlOptions> publicUrls, CredentialSettings credentials) : IValidateOptions<ProfilesOptions>
{
    private const int MaxVars = 16;
    private const int MaxVarName = 32;

    public ValidateOptionsResult Validate(string? name, ProfilesOptions options)
    {
        List<string> faults = [];
        foreach (var (profile, settings) in options)
        {
            CheckCallback(profile, settings, faults);
            if (settings.Methods.Contains(UploadMethod.Sdk) && !credentials.CanLend(profile))
                faults.Add($"{ProfilesOptions.Section}:{profile}:Methods holds Sdk, which lends credentials of a role; set {credentials.SectionFor(profile)}:Source to Sts or Oidc, or leave Sdk out.");
            if (credentials.TraitsFor(profile) is { AreTemporary: true, SessionLife: var session })
                CheckTemporary(profile, settings, session, faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void CheckCallback(string profile, ProfileOptions settings, List<string> faults)
    {
        PublicUrls urls;
        try
        {
            urls = new PublicUrls(publicUrls);
        }
        catch (OptionsValidationException)
        {
            // Those options have a validator of their own, which names their faults.
            return;
        }

        var length = LongestCallback(urls, settings);
        if (length > CallbackParameters.MaxBase64Length)
            faults.Add($"{ProfilesOptions.Section}:{profile} can make a callback of {length} characters; OSS takes {CallbackParameters.MaxBase64Length}. Use fewer or shorter {PublicUrlOptions.Section}:PublicUrl, or fewer FreeVars.");
    }

    private void CheckTemporary(string profile, ProfileOptions settings, TimeSpan? session, List<string> faults)
    {
        if (settings.SignatureVersion == SignatureVersion.V1)
            faults.Add($"{ProfilesOptions.Section}:{profile}:SignatureVersion is V1, which needs a long-term key pair; the credentials are temporary. Use V4.");
        // Credentials are renewed at half their life, so a longer grant could not always be had.
        if (settings.GrantLifetime > session / 2)
            faults.Add($"{ProfilesOptions.Section}:{profile}:GrantLifetime is {settings.GrantLifetime}; with credentials that live for {session} it must not be over half of that. Raise {credentials.SectionFor(profile)}:DurationSeconds, or grant for less.");
    }

    private static int LongestCallback(PublicUrls urls, ProfileOptions profile)
    {
        var ticket = new byte[TicketSealer.MaxLength];
        var vars = Enumerable.Range(0, MaxVars).ToDictionary(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(MaxVarName, 'v'), _ => "");
        return Base64.GetMaxEncodedToUtf8Length(new GrantCallback(urls, profile).Make(ticket, "image/png", vars, hasFreeVars: true).Length);
    }
}
