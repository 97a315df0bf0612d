namespace SignGateway.Storage.Tests.Migrations;

/// <summary>What migrating promises on every database.</summary>
public abstract class LedgerMigratorContract
{
    private static readonly string[] Scripts = ["0001_uploads.sql", "0002_looks.sql", "0003_looks_index.sql", "0004_prefix_grants.sql", "0005_filters_index.sql"];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_empty_database_becomes_current()
    {
        await using var storage = await OpenEmptyAsync();
        Assert.False(await storage.Migrator.IsCurrentAsync(Token));

        Assert.Equal(Scripts, await storage.Migrator.MigrateAsync(Token));

        Assert.True(await storage.Migrator.IsCurrentAsync(Token));
        await storage.Ledger.ProbeAsync(Token);
    }

    [Fact]
    public async Task a_current_database_is_left_alone()
    {
        await using var storage = await OpenEmptyAsync();
        await storage.Migrator.MigrateAsync(Token);
        var stored = Uploads.Granted().AsStored();
        await storage.Ledger.RecordAsync(stored, Token);

        Assert.Empty(await storage.Migrator.MigrateAsync(Token));

        SameUpload.Check(stored, await storage.Ledger.FindAsync(stored.Id, Token));
    }

    [Fact]
    public async Task of_five_replicas_at_once_one_migrates_and_all_end_well()
    {
        var replicas = await OpenReplicasAsync(5);

        var ran = await Task.WhenAll(replicas.Select(replica => replica.Migrator.MigrateAsync(Token)));

        Assert.Equal(Scripts, ran.SelectMany(names => names).Order());
        foreach (var replica in replicas)
        {
            Assert.True(await replica.Migrator.IsCurrentAsync(Token));
            await replica.DisposeAsync();
        }
    }

    private protected abstract Task<StorageUnderTest[]> OpenReplicasAsync(int count);

    private async Task<StorageUnderTest> OpenEmptyAsync() => Assert.Single(await OpenReplicasAsync(1));
}
