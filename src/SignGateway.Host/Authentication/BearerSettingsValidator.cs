using Microsoft.Extensions.Options;
using SignGateway.Host.Demo;

namespace SignGateway.Host.Authentication;

internal sealed class BearerSettingsValidator(DemoSignIn demo) : IValidateOptions<BearerSettings>
{
    private const int MinKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, BearerSettings options)
    {
        List<string> faults = [];
        if (options.IsEmpty && !demo.Exists)
            faults.Add($"{BearerSettings.Section}:Authority is missing, and so is {BearerSettings.Section}:SigningKeys; without either nobody can sign in. (The demo sign-in {demo.AbsentBecause}.)");

        for (var index = 0; index < options.SigningKeys.Count; index++)
        {
            var value = options.SigningKeys[index].Value ?? "";
            if (!Convert.TryFromBase64String(value, new byte[value.Length + 1], out var length) || length < MinKeyBytes)
                faults.Add($"{BearerSettings.Section}:SigningKeys:{index}:Value must be Base64 of at least {MinKeyBytes} bytes.");
        }

        foreach (var (key, value) in new[] { (nameof(options.Authority), options.Authority), (nameof(options.MetadataAddress), options.MetadataAddress) })
        {
            if (string.IsNullOrWhiteSpace(value))
                continue;
            if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                faults.Add($"{BearerSettings.Section}:{key} is '{value}'; write an https URL.");
            else if (options.RequireHttpsMetadata && url.Scheme != "https")
                faults.Add($"{BearerSettings.Section}:{key} is '{value}'; it must be https, unless {BearerSettings.Section}:RequireHttpsMetadata is false.");
        }

        if (!options.IsEmpty)
            faults.AddRange(TrustFaults(options));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // Without these, tokens would be taken that were made for other applications, or by one issuer in another's name.
    private static IEnumerable<string> TrustFaults(BearerSettings options)
    {
        if (options.Audiences.Count == 0)
            yield return $"{BearerSettings.Section}:ValidAudiences is missing; name the audience that tokens for this gateway have.";
        if (options.SigningKeys.Count == 0)
            yield break;
        if (options.Issuers.Count == 0 || (options.HasAuthority && !options.NamesIssuers))
            yield return $"{BearerSettings.Section}:ValidIssuers is missing; name every issuer that is trusted, the Authority's too.";
        for (var index = 0; index < options.SigningKeys.Count; index++)
        {
            if (options.SigningKeys[index].Issuer is { } issuer && !string.IsNullOrWhiteSpace(issuer) && !options.Issuers.Contains(issuer, StringComparer.Ordinal))
                yield return $"{BearerSettings.Section}:SigningKeys:{index}:Issuer is '{issuer}', which is none of {BearerSettings.Section}:ValidIssuers.";
        }
    }
}
