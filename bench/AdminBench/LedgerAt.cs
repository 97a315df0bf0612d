using Npgsql;

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

    /// <summary>What autovacuum does in its own time, and a bench that fills the table in a minute does not wait for.</summary>
    public async Task SettleAsync()
    {
        if (Provider != "PostgreSql")
            return;
        await using var database = NpgsqlDataSource.Create($"{ConnectionString};Command Timeout=0");
        await using var vacuum = database.CreateCommand("VACUUM (ANALYZE) uploads;");
        await vacuum.ExecuteNonQueryAsync();
    }
}
