using Dapper;
using Npgsql;
using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Migrations;

public sealed class SqliteRollingUpdateTests : RollingUpdateContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override Task<StorageUnderTest> OpenAsync() => Task.FromResult(StorageUnderTest.OnSqlite(_folder.File("ledger.db")));
}

public sealed class PostgreSqlRollingUpdateTests(SharedPostgres postgres) : RollingUpdateContract
{
    private string? _connectionString;

    [Fact]
    public async Task an_index_whose_building_broke_off_is_built_by_migrating_again()
    {
        await using var storage = await OpenAsync();
        await storage.Migrator.MigrateAsync(upTo: 2, Token);
        await new OldReplica(storage).NoteAsync(Uploads.Granted(), Token);
        await new OldReplica(storage).NoteAsync(Uploads.Granted(), Token);
        await using var connection = new NpgsqlConnection(_connectionString);
        // Two uploads of one owner are what breaks this one off.
        await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY uploads_look ON uploads (owner)"));
        Assert.False(await IsValidAsync(connection));

        Assert.Equal(ScriptsAfter(2), await storage.Migrator.MigrateAsync(Token));

        Assert.True(await IsValidAsync(connection));
    }

    private protected override async Task<StorageUnderTest> OpenAsync() =>
        StorageUnderTest.OnPostgreSql(_connectionString ??= await postgres.CreateDatabaseAsync());

    private static Task<bool> IsValidAsync(NpgsqlConnection connection) => connection.ExecuteScalarAsync<bool>(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'uploads_look'::regclass");
}
