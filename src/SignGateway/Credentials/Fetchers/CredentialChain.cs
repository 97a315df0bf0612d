namespace SignGateway.Credentials.Fetchers;

/// <summary>Tries one fetcher after the other, and from then on only the one that worked: the gateway does not change its identity while it runs.</summary>
internal sealed class CredentialChain(IReadOnlyList<ICredentialFetcher> links) : ICredentialFetcher
{
    private ICredentialFetcher? _kept;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        if (_kept is not null)
            return await _kept.FetchAsync(cancellationToken);

        List<string> reasons = [];
        var throttled = false;
        foreach (var link in links)
        {
            switch (await link.FetchAsync(cancellationToken))
            {
                case FetchOutcome.Fetched fetched:
                    _kept = link;
                    return fetched;
                case FetchOutcome.Throttled(var reason):
                    throttled = true;
                    reasons.Add(reason);
                    break;
                case FetchOutcome.Failed(var reason):
                    reasons.Add(reason);
                    break;
            }
        }

        var all = string.Join("; ", reasons);
        return throttled ? new FetchOutcome.Throttled(all) : new FetchOutcome.Failed(all);
    }
}
