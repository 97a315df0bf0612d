using Npgsql;

namespace SignGateway.Chaos.Tests.Judging;

/// <summary>One row of the ledger, read with plain SQL: the judge trusts no code of the gateway's.</summary>
internal sealed record LedgerRow(string Id, string Owner, string Bucket, string Key, string State, long? Size, string? ETag)
{
    public bool IsStored => State == "stored";

    public static async Task<IReadOnlyList<LedgerRow>> ReadAllAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, owner, bucket, object_key, state, size, etag FROM uploads";
        await using var reader = await command.ExecuteReaderAsync();
        List<LedgerRow> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(new LedgerRow(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return rows;
    }
}
