using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Credentials.Fetchers;

namespace SignGateway.Credentials;

/// <summary>
/// Credentials for somebody else: a session of the role of its own each time, for what one policy allows and no longer than is asked. Nothing is kept, and whoever
/// asks bounds how often.
/// </summary>
internal sealed class LendCredentials(
    CredentialSettings settings,
    IOptionsMonitor<CredentialOptions> options,
    EnvironmentVariables variables,
    CredentialHttp http,
    TimeProvider time,
    RandomNumberGenerator random,
    ILogger<LendCredentials> logger)
{
    /// <summary>The shortest session that STS lends.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ThrottledPause = TimeSpan.FromSeconds(10);

    /// <summary>Credentials of a profile's role that live so long, or a little longer.</summary>
    public async Task<CredentialsOutcome> ExecuteAsync(string profile, string session, TimeSpan life, string policy, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Ceiling((life > ShortestLife ? life : ShortestLife).TotalSeconds);
        var outcome = await Fetcher(options.Get(settings.OptionsFor(profile)), new SessionTerms(session, seconds, policy)).FetchAsync(cancellationToken);
        if (outcome is FetchOutcome.Fetched(var credentials, var end))
            return new CredentialsOutcome.Available(credentials, end);

        var (reason, pause) = outcome switch
        {
            FetchOutcome.Throttled(var throttled) => (throttled, ThrottledPause),
            FetchOutcome.Failed(var failed) => (failed, Pause),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
        CredentialLog.NotLent(logger, profile, reason);
        return new CredentialsOutcome.Unavailable(reason, pause);
    }

    private ICredentialFetcher Fetcher(CredentialOptions role, SessionTerms terms) => role.Kind switch
    {
        CredentialSourceKind.Sts => new AssumeRole(role, role.Pair ?? variables.Pair!, terms, http, time, random),
        CredentialSourceKind.Oidc => new AssumeRoleWithOidc(OidcSettings.From(role, variables), terms, http, time),
        var unknown => throw new UnreachableException($"Unhandled source {unknown}"),
    };
}
