using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SignGateway.Storage.Ledger;
using SignGateway.TestServers;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests;

public sealed class StorageServicesTests
{
    private const string Npgsql = "Host=db;Username=gateway;Password=hunter2;Database=gateway";

    [Fact]
    public async Task without_configuration_the_ledger_is_a_file_in_the_data_folder()
    {
        using var contentRoot = new TempFolder();
        Directory.CreateDirectory(contentRoot.File("data"));
        await using var storage = StorageUnderTest.At(contentRoot.FullPath);

        await storage.MigratedAsync();

        Assert.True(File.Exists(contentRoot.File("data/ledger.db")));
        Assert.IsType<InProcessReplayGuard>(storage.Guard);
    }

    [Fact]
    public async Task a_relative_data_source_is_below_the_content_root()
    {
        using var contentRoot = new TempFolder();
        await using var storage = StorageUnderTest.At(
            contentRoot.FullPath, ("SignGateway:Ledger:ConnectionString", "Data Source=mine.db"));

        await storage.MigratedAsync();

        Assert.True(File.Exists(contentRoot.File("mine.db")));
    }

    [Fact]
    public async Task redis_wins_over_a_guard_that_was_there_before()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SignGateway:Redis:ConnectionString", "127.0.0.1:1")])
            .Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IReplayGuard>(new InProcessReplayGuard(TimeProvider.System))
            .AddSignGatewayStorage(configuration, "/")
            .BuildServiceProvider();

        Assert.IsNotType<InProcessReplayGuard>(services.GetRequiredService<IReplayGuard>());
    }

    [Fact]
    public async Task an_applications_own_guard_wins_over_redis()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SignGateway:Redis:ConnectionString", "127.0.0.1:1")])
            .Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IReplayGuard, OwnGuard>()
            .AddSignGatewayStorage(configuration, "/")
            .BuildServiceProvider();

        Assert.IsType<OwnGuard>(services.GetRequiredService<IReplayGuard>());
    }

    [Theory]
    [InlineData("Sqlite", false, null, true)]
    [InlineData("sqlite", true, "false", false)]
    [InlineData("PostgreSql", false, null, false)]
    [InlineData("PostgreSql", true, null, true)]
    [InlineData("postgresql", false, "true", true)]
    public async Task migrates_at_start_on_sqlite_and_in_development_unless_told(
        string provider, bool inDevelopment, string? migrateAtStart, bool expected)
    {
        await using var storage = StorageUnderTest.With(
            ("SignGateway:Ledger:Provider", provider),
            ("SignGateway:Ledger:MigrateAtStart", migrateAtStart),
            ("SignGateway:Ledger:ConnectionString", provider.StartsWith('P') || provider.StartsWith('p') ? Npgsql : null));

        Assert.Equal(expected, storage.Get<IOptions<LedgerOptions>>().Value.ShouldMigrateAtStart(inDevelopment));
    }

    [Theory]
    [InlineData("MySql", null, "SignGateway:Ledger:Provider is 'MySql'")]
    [InlineData("1", null, "SignGateway:Ledger:Provider is '1'")]
    [InlineData("PostgreSql", null, "SignGateway:Ledger:ConnectionString is required")]
    [InlineData("PostgreSql", "hunter2", "SignGateway:Ledger:ConnectionString cannot be read")]
    [InlineData("PostgreSql", "Password=hunter2;Port=many", "SignGateway:Ledger:ConnectionString cannot be read")]
    [InlineData("PostgreSql", "Password=hunter2", "SignGateway:Ledger:ConnectionString names no Host")]
    [InlineData("Sqlite", "Host=db;Password=hunter2", "SignGateway:Ledger:ConnectionString cannot be read")]
    [InlineData("Sqlite", "Password=hunter2", "SignGateway:Ledger:ConnectionString names no file")]
    [InlineData("Sqlite", "Data Source=:memory:;Password=hunter2", "SignGateway:Ledger:ConnectionString asks for memory")]
    [InlineData("Sqlite", "Data Source=a.db;Mode=ReadOnly", "SignGateway:Ledger:ConnectionString opens the file read-only")]
    public async Task a_wrong_ledger_setting_is_named_and_no_password_repeated(string provider, string? connectionString, string fault)
    {
        await using var storage = StorageUnderTest.With(
            ("SignGateway:Ledger:Provider", provider), ("SignGateway:Ledger:ConnectionString", connectionString));

        var exception = Assert.Throws<OptionsValidationException>(() => storage.Get<IOptions<LedgerOptions>>().Value);

        Assert.StartsWith(fault, Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task every_fault_of_the_ledger_is_listed()
    {
        await using var storage = StorageUnderTest.With(
            ("SignGateway:Ledger:Provider", "MySql"),
            ("SignGateway:Ledger:MigrateAtStart", "perhaps"),
            ("SignGateway:Ledger:ConnectionString", "Host=db"));

        var exception = Assert.Throws<OptionsValidationException>(() => storage.Get<IOptions<LedgerOptions>>().Value);

        Assert.Contains(exception.Failures, fault => fault.StartsWith("SignGateway:Ledger:Provider", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, fault => fault.StartsWith("SignGateway:Ledger:MigrateAtStart", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost,password=hunter2,connectTimeout=soon")]
    [InlineData("password=hunter2")]
    public async Task a_wrong_redis_setting_is_named_and_no_password_repeated(string connectionString)
    {
        await using var storage = StorageUnderTest.OnRedis(connectionString);

        var exception = Assert.Throws<OptionsValidationException>(() => storage.Guard);

        Assert.StartsWith("SignGateway:Redis:ConnectionString", Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    private sealed class OwnGuard : IReplayGuard
    {
        public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken) => Task.FromResult<GuardClaim>(new GuardClaim.Busy());

        public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
