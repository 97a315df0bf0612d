using System.Text.RegularExpressions;

namespace SignGateway.Credentials;

/// <summary>The rules for single keys (STS, "AssumeRole"). Each names the key that breaks it, and none repeats what may be a secret.</summary>
internal sealed partial class CredentialChecks(string section, CredentialOptions options, EnvironmentVariables variables, ISessionPolicies? policies)
{
    private const int MinDuration = 900;
    private const int MaxDuration = 43200;

    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    public void Source() => Fault("Source", $"is '{options.Source}'; it must be one of {string.Join(", ", Enum.GetNames<CredentialSourceKind>())}");

    public void Pair()
    {
        Key("AccessKeyId", options.AccessKeyId);
        Key("AccessKeySecret", options.AccessKeySecret);
        if (!string.IsNullOrEmpty(options.SecurityToken))
            Key("SecurityToken", options.SecurityToken);
    }

    public void Environment()
    {
        if (variables.Pair is null)
            Fault("Source", $"is '{options.Source}', but the environment holds neither {PairNames(" nor ")}");
        else if (!IsPlain(variables.Pair.AccessKeyId) || !IsPlain(variables.Pair.AccessKeySecret) || !IsPlain(variables.Pair.SecurityToken ?? ""))
            Fault("Source", $"is '{options.Source}', but {PairNames(" or ")} or the token holds a space, a line break or another character that no key has");
    }

    public void Caller()
    {
        if (options.AccessKeyId is { Length: > 0 } || options.AccessKeySecret is { Length: > 0 })
            Pair();
        else if (variables.Pair is null)
            Fault("AccessKeyId", $"and AccessKeySecret are missing; Source '{options.Source}' needs the pair that assumes the role, here or in {PairNames(" or ")}");
        else
            Environment();
    }

    public void Oidc()
    {
        var settings = OidcSettings.From(options, variables);
        Role(settings.RoleArn, EnvironmentVariables.RoleArn);
        Required("OidcProviderArn", settings.ProviderArn, EnvironmentVariables.OidcProviderArn, ProviderArnRule(), "write acs:ram::ACCOUNT:oidc-provider/NAME");
        Present("OidcTokenFile", settings.TokenFile, EnvironmentVariables.OidcTokenFile);
        Session(settings.SessionName);
        Endpoint(ServiceEndpoint.NearSts(variables));
    }

    public void Role(string? arn, string? orVariable) => Required("RoleArn", arn, orVariable, RoleArnRule(), "write acs:ram::ACCOUNT:role/NAME");

    public void Session(string? name)
    {
        Optional("RoleSessionName", name, SessionNameRule(), "it has 2 to 64 letters, digits and . @ - _");
        if (options.DurationSeconds is < MinDuration or > MaxDuration)
            Fault("DurationSeconds", $"is {options.DurationSeconds}; it must lie between {MinDuration} and {MaxDuration}");
    }

    // A limit that is asked for and does not hold would be worse than none.
    public void SessionPolicy()
    {
        if (options.SessionPolicy && options.Kind is not (CredentialSourceKind.Sts or CredentialSourceKind.Oidc))
            Fault("SessionPolicy", $"is true, but Source '{options.Source}' cannot limit what its credentials may do; Sts and Oidc can");
        else if (options.SessionPolicy && policies is null)
            Fault("SessionPolicy", "is true, but nothing here knows what a session needs");
    }

    public void ExternalId() => Optional("ExternalId", options.ExternalId, ExternalIdRule(), "it has 2 to 1224 letters, digits and _ + = , . @ : / -");

    public void RoleName() => Optional("RoleName", options.RoleName, RoleNameRule(), "it has 1 to 64 letters, digits and . @ - _");

    public void Endpoint(string otherwise)
    {
        if (ServiceEndpoint.Parse(options.Endpoint, otherwise) is null)
            Fault("Endpoint", "cannot be read; write a host, with http:// or https:// and a port if needed, and nothing after it");
    }

    private void Key(string key, string? value)
    {
        Present(key, value, orVariable: null);
        if (!string.IsNullOrWhiteSpace(value) && !IsPlain(value))
            Fault(key, "holds a space, a line break or another character that no key has");
    }

    private void Required(string key, string? value, string? orVariable, Regex rule, string advice)
    {
        Present(key, value, orVariable);
        Optional(key, value, rule, advice + Place(orVariable));
    }

    private void Present(string key, string? value, string? orVariable)
    {
        if (string.IsNullOrWhiteSpace(value))
            Fault(key, $"is missing; Source '{options.Source}' needs it{Place(orVariable)}");
    }

    private void Optional(string key, string? value, Regex rule, string advice)
    {
        if (!string.IsNullOrWhiteSpace(value) && !rule.IsMatch(value))
            Fault(key, $"cannot be read; {advice}");
    }

    private void Fault(string key, string text) => _faults.Add($"{section}:{key} {text}.");

    private static string Place(string? orVariable) => orVariable is null ? "" : $", here or in {orVariable}";

    private static string PairNames(string separator) => string.Join(separator, EnvironmentVariables.PairNames.Select(names => $"{names.Id} and {names.Secret}"));

    private static bool IsPlain(string text) => text.All(character => character is > ' ' and <= '~');

    [GeneratedRegex(@"\Aacs:ram::[0-9]{1,32}:role/[A-Za-z0-9.@_/-]{1,128}\z")]
    private static partial Regex RoleArnRule();

    [GeneratedRegex(@"\Aacs:ram::[0-9]{1,32}:oidc-provider/[A-Za-z0-9.@_-]{1,128}\z")]
    private static partial Regex ProviderArnRule();

    [GeneratedRegex(@"\A[A-Za-z0-9.@_-]{2,64}\z")]
    private static partial Regex SessionNameRule();

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIdRule();

    [GeneratedRegex(@"\A[A-Za-z0-9.@_-]{1,64}\z")]
    private static partial Regex RoleNameRule();
}
