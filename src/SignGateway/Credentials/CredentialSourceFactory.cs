using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Credentials.Fetchers;
using SignGateway.Telemetry;

namespace SignGateway.Credentials;

/// <summary>Makes the source that validated options of a name describe.</summary>
internal sealed class CredentialSourceFactory(
    IOptionsMonitor<CredentialOptions> options,
    EnvironmentVariables variables,
    CredentialHttp http,
    TimeProvider time,
    RandomNumberGenerator random,
    GatewayMeter meter,
    ILogger<SharedCredentials> logger,
    ISessionPolicies? policies = null)
{
    public ICredentialSource Create(string name)
    {
        var settings = options.Get(name);
        var policy = settings.SessionPolicy ? policies!.PolicyFor(name) : null;
        var oidc = OidcSettings.From(settings, variables);
        return settings.Kind switch
        {
            CredentialSourceKind.Static => new FixedCredentials(settings.Pair!),
            CredentialSourceKind.Environment => new FixedCredentials(variables.Pair!),
            CredentialSourceKind.Sts => Shared(new AssumeRole(settings, settings.Pair ?? variables.Pair!, Terms(settings.SessionName), http, time, random)),
            CredentialSourceKind.Oidc => Shared(new AssumeRoleWithOidc(oidc, Terms(oidc.SessionName), http, time)),
            CredentialSourceKind.EcsRamRole => Shared(Metadata(settings, settings.Endpoint)),
            CredentialSourceKind.Default => Shared(new CredentialChain([.. Links(settings, oidc)])),
            var unknown => throw new UnreachableException($"Unhandled source {unknown}"),
        };

        SessionTerms Terms(string session) => new(session, settings.DurationSeconds, policy);

        SharedCredentials Shared(ICredentialFetcher fetcher) => new(fetcher, CredentialOptions.SectionOf(name), meter, time, random, logger);
    }

    private IEnumerable<ICredentialFetcher> Links(CredentialOptions settings, OidcSettings oidc)
    {
        yield return new EnvironmentPair(variables);
        if (oidc is { IsComplete: true, Endpoint: not null })
            yield return new AssumeRoleWithOidc(oidc, new SessionTerms(oidc.SessionName, settings.DurationSeconds, Policy: null), http, time);
        yield return new CliProfile(variables);
        yield return new ProfileFile(variables);
        if (!variables.IsTrue(EnvironmentVariables.EcsMetadataDisabled))
            yield return Metadata(settings, endpoint: null);
        if (Uri.TryCreate(variables[EnvironmentVariables.CredentialsUri], UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            yield return new CredentialsUri(address, http, time);
    }

    private EcsRamRole Metadata(CredentialOptions settings, string? endpoint) => new(
        ServiceEndpoint.Parse(endpoint, ServiceEndpoint.Metadata)!, settings.RoleName ?? variables[EnvironmentVariables.EcsMetadata], settings.AllowImdsV1, http, time);
}
