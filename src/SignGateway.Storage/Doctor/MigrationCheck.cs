using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignGateway.Doctor;
using SignGateway.Profiles;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Storage.Doctor;

/// <summary>Whether the ledger's tables are what this version needs.</summary>
internal sealed class MigrationCheck(IServiceProvider services) : IDoctorCheck
{
    private const string Fix = "Run: SignGateway.Host migrate (as the role that owns the tables). Replicas of the old version go on meanwhile; start the new one after it.";

    public string Name => "migrations";

    public int Order => 61;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        var migrator = services.GetRequiredService<LedgerMigrator>();
        try
        {
            var missing = services.GetRequiredService<LedgerDatabase>().IsThere ? await migrator.FindMissingAsync(cancellationToken) : migrator.Names;
            return [Judge(missing)];
        }
        catch (LedgerUnavailableException exception)
        {
            return [Finding.Skipped("migrations", $"Not known while the database cannot be used: {DependencyReason.Of(exception)}.")];
        }
    }

    private Finding Judge(IReadOnlyList<string> missing)
    {
        if (missing.Count == 0)
            return Finding.Ok("migrations", "The tables are what this version needs.");
        var told = $"{missing.Count} {(missing.Count == 1 ? "migration is" : "migrations are")} missing: {string.Join(", ", missing)}";
        var inDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() == true;
        return services.GetRequiredService<IOptions<LedgerOptions>>().Value.ShouldMigrateAtStart(inDevelopment)
            ? Finding.Warning("migrations_behind", $"{told}. The next start of the gateway runs them.", $"Start the gateway. To have it done before: {Fix}")
            : Finding.Fault("migrations_behind", $"{told}. Until then signing and callbacks answer 503 ledger_unavailable.", Fix);
    }
}
