using System.Buffers.Text;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>Refuses profiles whose forms could not be signed, or whose callback could outgrow what OSS takes.</summary>
internal sealed class GrantProfilesValidator(IOptions<PublicUrlOptions> publicUrls, IOptions<CredentialOptions> credentials) : IValidateOptions<ProfilesOptions>
{
    private const int MaxVars = 16;
    private const int MaxVarName = 32;

    public ValidateOptionsResult Validate(string? name, ProfilesOptions options)
    {
        PublicUrls urls;
        bool temporary;
        try
        {
            urls = new PublicUrls(publicUrls);
            temporary = credentials.Value.Resolve().Token is { Length: > 0 };
        }
        catch (OptionsValidationException)
        {
            // Those options have validators of their own, which name their faults.
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = [];
        foreach (var (profile, settings) in options)
        {
            var length = LongestCallback(urls, settings);
            if (length > CallbackParameters.MaxBase64Length)
                faults.Add($"{ProfilesOptions.Section}:{profile} can make a callback of {length} characters; OSS takes {CallbackParameters.MaxBase64Length}. Use fewer or shorter {PublicUrlOptions.Section}:PublicUrl, or fewer FreeVars.");
            if (temporary && settings.SignatureVersion == SignatureVersion.V1)
                faults.Add($"{ProfilesOptions.Section}:{profile}:SignatureVersion is V1, which needs a long-term key pair; the credentials are temporary. Use V4.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static int LongestCallback(PublicUrls urls, ProfileOptions profile)
    {
        var ticket = new string('T', Base64Url.GetEncodedLength(TicketSealer.MaxBytes));
        var vars = Enumerable.Range(0, MaxVars).Select(_ => new string('v', MaxVarName));
        return GrantCallback.Make(urls, profile, ticket, "image/png", vars).Length;
    }
}
