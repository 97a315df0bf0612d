using SignGateway.Doctor;
using SignGateway.Storage.Migrations;

namespace SignGateway.Storage.Tests.Doctor;

/// <summary>What the doctor says of a database, whichever it is.</summary>
public abstract class DatabaseCheckContract
{
    private static readonly string[] Scripts = [.. Migration.ReadAll("Sqlite").Select(script => script.Name)];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The beginning of the product's name.</summary>
    protected abstract string Product { get; }

    [Fact]
    public async Task one_that_is_well_is_named_with_its_version_and_its_latency()
    {
        await using var storage = await (await OpenEmptyAsync()).MigratedAsync();
        var found = await storage.ExamineAsync("database");
        var finding = found.Only("database");
        Assert.Equal(FindingLevel.Ok, finding.Level);
        // A server of tests may well do without a disk.
        Assert.DoesNotContain(found, finding => finding.Level == FindingLevel.Fault);
        Assert.Matches($@"^{Product} \d+\.\S* .*answers in \d+\.\d ms; ", finding.Text);
    }

    [Fact]
    public async Task tables_that_are_current_are_well()
    {
        await using var storage = await (await OpenEmptyAsync()).MigratedAsync();
        Assert.Equal(FindingLevel.Ok, Assert.Single(await storage.ExamineAsync("migrations")).Level);
    }

    [Fact]
    public async Task migrations_that_are_missing_are_named()
    {
        await using var storage = await OpenEmptyAsync("false");
        await storage.Migrator.MigrateAsync(Scripts.Length - 2, Token);
        var finding = Assert.Single(await storage.ExamineAsync("migrations"));
        Assert.Equal(("migrations_behind", FindingLevel.Fault), (finding.Code, finding.Level));
        Assert.StartsWith($"2 migrations are missing: {Scripts[^2]}, {Scripts[^1]}.", finding.Text, StringComparison.Ordinal);
        Assert.Contains("SignGateway.Host migrate", finding.Fix, StringComparison.Ordinal);

        await storage.Migrator.MigrateAsync(Token);
        Assert.Equal(FindingLevel.Ok, Assert.Single(await storage.ExamineAsync("migrations")).Level);
    }

    [Fact]
    public async Task migrations_that_the_next_start_runs_are_a_warning()
    {
        await using var storage = await OpenEmptyAsync("true");
        await storage.Migrator.MigrateAsync(1, Token);
        var finding = Assert.Single(await storage.ExamineAsync("migrations"));
        Assert.Equal(("migrations_behind", FindingLevel.Warning), (finding.Code, finding.Level));
        Assert.DoesNotContain(Scripts[0], finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_any_table_all_are_missing()
    {
        await using var storage = await OpenEmptyAsync("false");
        Assert.Contains($"{Scripts.Length} migrations are missing", Assert.Single(await storage.ExamineAsync("migrations")).Text, StringComparison.Ordinal);
    }

    private protected abstract Task<StorageUnderTest> OpenEmptyAsync(string? migrateAtStart = null);
}
