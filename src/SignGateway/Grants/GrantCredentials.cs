using System.Diagnostics;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;

namespace SignGateway.Grants;

/// <summary>Whose credentials sign for a profile. They are asked for before signing, so that no grant has to be cut to what they have left.</summary>
internal sealed class GrantCredentials(BucketCatalog buckets, TimeProvider time)
{
    // A form that arrives with its last second still has to be checked by OSS while the credentials live.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Credentials that outlive a grant of the profile, or why there are none.</summary>
    public async ValueTask<(Problem? Problem, OssCredentials? Credentials)> GetAsync(Profile profile, CancellationToken cancellationToken)
    {
        var life = profile.Options.GrantLifetime;
        return await buckets.Of(profile).Credentials.GetAsync(life + Margin, cancellationToken) switch
        {
            // A source of an embedder's own may give less than it was asked for.
            CredentialsOutcome.Available(_, { } end) when end < time.GetUtcNow() + life => (KnownProblems.CredentialsUnavailable, null),
            CredentialsOutcome.Available(var credentials, _) => (null, credentials),
            CredentialsOutcome.Unavailable(var reason, var wait) =>
                (KnownProblems.CredentialsUnavailable.Because($"Try again after the time in Retry-After. The reason: {reason}.") with { RetryAfter = wait }, null),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }
}
