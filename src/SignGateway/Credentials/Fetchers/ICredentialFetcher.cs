namespace SignGateway.Credentials.Fetchers;

/// <summary>Fetches credentials once. Who calls it sees to it that one fetch runs at a time, and keeps what it brings.</summary>
internal interface ICredentialFetcher
{
    Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken);
}
