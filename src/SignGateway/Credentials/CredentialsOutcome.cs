using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>Every way in which asking for credentials can end.</summary>
public abstract record CredentialsOutcome
{
    private CredentialsOutcome()
    {
    }

    /// <summary>Credentials to sign with.</summary>
    /// <param name="Credentials">Key id, secret and, if temporary, the token.</param>
    /// <param name="ExpiresAt">When temporary ones end; null for long-term ones.</param>
    public sealed record Available(OssCredentials Credentials, DateTimeOffset? ExpiresAt = null) : CredentialsOutcome;

    /// <summary>There are none that live long enough.</summary>
    /// <param name="Reason">Why, fit for a log and for a caller: it holds no secret, no token and no key id.</param>
    /// <param name="RetryAfter">When asking again makes sense.</param>
    public sealed record Unavailable(string Reason, TimeSpan RetryAfter) : CredentialsOutcome;
}
