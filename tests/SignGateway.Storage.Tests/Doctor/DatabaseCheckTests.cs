using System.Data.Common;
using SignGateway.Doctor;
using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Doctor;

public sealed class SqliteCheckTests : DatabaseCheckContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override string Product => "SQLite";

    [Fact]
    public async Task its_write_ahead_log_and_its_syncs_are_told()
    {
        await using var storage = await (await OpenEmptyAsync()).MigratedAsync();
        Assert.EndsWith("journal_mode wal, synchronous FULL.", Assert.Single(await storage.ExamineAsync("database")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_file_that_no_start_has_made_yet_is_not_made_by_looking()
    {
        await using var storage = await OpenEmptyAsync();
        Assert.Equal(FindingLevel.Skipped, Assert.Single(await storage.ExamineAsync("database")).Level);
        Assert.Equal(FindingLevel.Warning, Assert.Single(await storage.ExamineAsync("migrations")).Level);
        Assert.False(File.Exists(_folder.File("ledger.db")));
    }

    [Fact]
    public async Task a_file_that_is_none_of_its_own_is_a_fault()
    {
        await File.WriteAllTextAsync(_folder.File("ledger.db"), new string('x', 5000), Token);
        await using var storage = await OpenEmptyAsync();
        var finding = Assert.Single(await storage.ExamineAsync("database"));
        Assert.Equal(("database_down", FindingLevel.Fault), (finding.Code, finding.Level));
        Assert.Contains("not a database", finding.Text, StringComparison.Ordinal);
        Assert.Equal(FindingLevel.Skipped, Assert.Single(await storage.ExamineAsync("migrations")).Level);
    }

    public void Dispose() => _folder.Dispose();

    private protected override Task<StorageUnderTest> OpenEmptyAsync(string? migrateAtStart = null) => Task.FromResult(StorageUnderTest.With(
        ("SignGateway:Ledger:ConnectionString", $"Data Source={_folder.File("ledger.db")}"), ("SignGateway:Ledger:MigrateAtStart", migrateAtStart)));
}

public sealed class PostgreSqlCheckTests(SharedPostgres postgres) : DatabaseCheckContract
{
    protected override string Product => "PostgreSQL";

    [Fact]
    public async Task one_that_is_down_is_a_fault_with_the_reason_and_without_the_password()
    {
        await using var storage = On($"Host=127.0.0.1;Port={FreePort.Next()};Username=gateway;Password=hunter2;Database=gateway");
        var found = await storage.ExamineAsync("database");
        Assert.Equal(FindingLevel.Fault, found.Only("database_down").Level);
        Assert.Contains("ConnectionRefused", found.Only("database_down").Text, StringComparison.Ordinal);
        found.HaveNoSecret("hunter2");
    }

    [Fact]
    public async Task one_that_does_not_know_the_name_says_so()
    {
        await using var storage = On(With("Database", "nowhere"));
        Assert.Contains("3D000: database \"nowhere\" does not exist", (await storage.ExamineAsync("database")).Only("database_down").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_takes_no_writes_is_a_fault()
    {
        await using var storage = On(With("Options", "-c default_transaction_read_only=on"));
        Assert.Equal(FindingLevel.Fault, (await storage.ExamineAsync("database")).Only("database_read_only").Level);
    }

    [Fact]
    public async Task one_that_may_lose_what_was_answered_is_warned_of()
    {
        await using var storage = On(With("Options", "-c synchronous_commit=off"));
        Assert.Contains("synchronous_commit off", (await storage.ExamineAsync("database")).Only("database_not_durable").Text, StringComparison.Ordinal);
    }

    private protected override async Task<StorageUnderTest> OpenEmptyAsync(string? migrateAtStart = null) => On(await postgres.CreateDatabaseAsync(), migrateAtStart ?? "false");

    private static StorageUnderTest On(string connectionString, string? migrateAtStart = null) => StorageUnderTest.With(
        ("SignGateway:Ledger:Provider", "PostgreSql"), ("SignGateway:Ledger:ConnectionString", connectionString), ("SignGateway:Ledger:MigrateAtStart", migrateAtStart));

    private string With(string name, string value) => new DbConnectionStringBuilder { ConnectionString = postgres.ConnectionString, [name] = value }.ConnectionString;
}
