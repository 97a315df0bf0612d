namespace AdminBench;

/// <summary>Which database holds the ledger, and where.</summary>
internal sealed record LedgerAt(string Provider, string ConnectionString)
{
    /// <summary>As settings; environment variables take <c>__</c> between the parts of a key, where configuration has a colon.</summary>
    public Dictionary<string, string> Settings(string between) => new()
    {
        [string.Join(between, "SignGateway", "Ledger", "Provider")] = Provider,
        [string.Join(between, "SignGateway", "Ledger", "ConnectionString")] = ConnectionString,
    };
}
