using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Doctor;
using SignGateway.Profiles;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Doctor;

/// <summary>Whether the ledger's database is there, takes writes, keeps them, and answers fast enough.</summary>
internal sealed class DatabaseCheck(IServiceProvider services, TimeProvider time) : IDoctorCheck
{
    private const string Setting = $"{LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)}";

    // A callback asks several times, and has 1.3 seconds for it.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    public string Name => "database";

    public int Order => 60;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<LedgerDatabase>();
        if (!database.IsThere)
            return [Finding.Skipped("database", "There is no ledger file yet; the first start makes one.")];
        try
        {
            var facts = await database.DescribeAsync(cancellationToken);
            var latency = await Latency.OfAsync(
                () => database.ReadAsync((connection, token) => connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: token)), cancellationToken), time);
            return [.. Judge(facts, latency)];
        }
        catch (LedgerUnavailableException exception)
        {
            return [Finding.Fault(
                "database_down", $"The database cannot be used: {DependencyReason.Of(exception)}. Signing and callbacks answer 503 ledger_unavailable.",
                $"See that it runs, that this machine may connect, and that {Setting} names host, user, password and database as they are; on SQLite, that the folder is there, is not full, and is this user's to write.")];
        }
    }

    private static IEnumerable<Finding> Judge(DatabaseFacts facts, TimeSpan latency)
    {
        yield return Finding.Ok("database", string.Create(CultureInfo.InvariantCulture, $"{facts.Name} answers in {latency.TotalMilliseconds:0.0} ms; {facts.Settings}."));
        if (facts.IsReadOnly)
            yield return Finding.Fault("database_read_only", $"{facts.Name} takes no writes: it is a replica, or set to read only.", $"Point {Setting} at the primary.");
        if (facts.Weakness is { } weakness)
        {
            yield return Finding.Warning(
                "database_not_durable", $"{facts.Name} runs with {weakness}: a crash may lose what was answered already. The sweep finds uploads again, but not deletions and idempotency keys.",
                "PostgreSQL: ALTER ROLE … SET synchronous_commit = on; fsync and full_page_writes on. SQLite: a local disk, where its write-ahead log works.");
        }

        if (latency > Slow)
            yield return Finding.Warning("database_slow", string.Create(CultureInfo.InvariantCulture, $"A statement takes {latency.TotalMilliseconds:0} ms, and OSS waits 5 seconds for a callback in all."), "Keep the database in the gateway's own region and zone.");
    }
}
