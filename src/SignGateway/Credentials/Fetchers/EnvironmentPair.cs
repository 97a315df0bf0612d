namespace SignGateway.Credentials.Fetchers;

/// <summary>The key pair that the environment names, as a link of the chain.</summary>
internal sealed class EnvironmentPair(EnvironmentVariables variables) : ICredentialFetcher
{
    public Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken) => Task.FromResult<FetchOutcome>(
        variables.Pair is { } pair ? new FetchOutcome.Fetched(pair, null) : new FetchOutcome.Failed("environment: no key pair"));
}
