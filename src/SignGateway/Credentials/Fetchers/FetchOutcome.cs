using SignGateway.Protocol.Values;

namespace SignGateway.Credentials.Fetchers;

/// <summary>Every way in which a fetch can end. A reason is fit for logs and callers: no secret, no token, no key id.</summary>
internal abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>Credentials, and when they end; null if they do not, or do not say so.</summary>
    public sealed record Fetched(OssCredentials Credentials, DateTimeOffset? ExpiresAt) : FetchOutcome;

    /// <summary>Too many fetches.</summary>
    public sealed record Throttled(string Reason) : FetchOutcome;

    public sealed record Failed(string Reason) : FetchOutcome;
}
