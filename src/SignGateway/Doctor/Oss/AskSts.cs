using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Credentials.Fetchers;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>The STS that profiles' credentials come from.</summary>
internal sealed class AskSts(CredentialSettings settings, IOptionsMonitor<CredentialOptions> options, EnvironmentVariables variables, IHttpClientFactory http, TimeProvider time)
{
    private readonly AskOss _ask = new(http, time) { ClientName = CredentialHttp.StsClient };

    /// <summary>What decides a profile's credentials; null where the application brings a source of its own.</summary>
    public CredentialOptions? SettingsOf(Profile profile) => settings.OptionsFor(profile.Name) is { } name ? options.Get(name) : null;

    /// <summary>The section that decides a profile's credentials.</summary>
    public string SectionOf(Profile profile) => settings.SectionFor(profile.Name);

    public IReadOnlyList<Uri> EndpointsOf(IEnumerable<Profile> profiles) => [.. profiles.Select(EndpointOf).OfType<Uri>().Distinct()];

    /// <summary>Asks nothing, to be answered with a refusal that has a time on it.</summary>
    public async Task<OssReply> AskAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        return await _ask.SendAsync(request, CredentialHttp.StsTime, cancellationToken);
    }

    private Uri? EndpointOf(Profile profile) => SettingsOf(profile) is not { } role
        ? null
        : role.Kind switch
        {
            CredentialSourceKind.Sts => ServiceEndpoint.Parse(role.Endpoint, ServiceEndpoint.Sts),
            CredentialSourceKind.Oidc => OidcSettings.From(role, variables).Endpoint,
            _ => null,
        };
}
