using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>What the ledger would be without sharing commits: the same statement, one row a transaction.</summary>
internal static class SingleCommits
{
    /// <summary>On PostgreSQL a statement outside any transaction is one, in one round trip, on any connection of the ledger's own pool.</summary>
    public static async Task RecordAsync(PostgreSqlLedgerDatabase database, UploadRecord upload)
    {
        var statement = LedgerStatements.Record(upload);
        var rows = await database.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The ledger's own words.
                command.CommandText = statement.Sql;
#pragma warning restore CA2100
                statement.Parameters.AddTo(command.Parameters, command.CreateParameter);
                await using var reader = await command.ExecuteReaderAsync(token);
                return await LedgerStatement.ReadAsync(reader, token);
            },
            CancellationToken.None);
        // None where an attempt that came too late was committed all the same.
        _ = rows.SingleOrDefault()?.OnceRecorded(upload);
    }

    /// <summary>On SQLite the writing connection takes the callers one after the other.</summary>
    public static async Task RecordAsync(SqliteWriter writer, SemaphoreSlim turn, UploadRecord upload)
    {
        await turn.WaitAsync();
        try
        {
            writer.Execute("BEGIN IMMEDIATE");
            var rows = writer.Execute(LedgerStatements.Record(upload));
            writer.Execute("COMMIT");
            _ = rows.Single().OnceRecorded(upload);
        }
        finally
        {
            turn.Release();
        }
    }
}
