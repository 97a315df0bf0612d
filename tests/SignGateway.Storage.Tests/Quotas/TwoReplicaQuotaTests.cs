using Dapper;
using Npgsql;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Quotas;

/// <summary>One user's requests on two replicas that share a PostgreSQL.</summary>
public sealed class TwoReplicaQuotaTests(SharedPostgres postgres)
{
    private const int Quota = 100;
    private const int Requests = 500;
    private const int MaxAttempts = 100;

    private readonly string _owner = Uploads.NewOwner();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task exactly_the_quota_is_noted_and_after_the_grants_have_ended_exactly_the_quota_again()
    {
        await using var first = StorageUnderTest.OnPostgreSql(postgres.ConnectionString);
        await using var second = StorageUnderTest.OnPostgreSql(postgres.ConnectionString);
        foreach (var now in (DateTimeOffset[])[Uploads.Now, Uploads.Now.AddHours(1), Uploads.Now.AddHours(2)])
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Requests).Select(number => NoteAsync(number % 2 == 0 ? first : second, number, now)));

            Assert.Equal(Quota, await CountAsync(now));
            Assert.Equal(Requests, outcomes.Count(outcome => outcome.Outcome is NoteOutcome.Noted or NoteOutcome.Repeated or NoteOutcome.OverQuota));
            Assert.InRange(outcomes.Count(outcome => outcome.Outcome is not NoteOutcome.OverQuota), Quota - outcomes.Sum(outcome => outcome.Unavailable), Quota);
        }
    }

    // On a busy machine a call may run out of time, with or without an effect.
    private async Task<(NoteOutcome Outcome, int Unavailable)> NoteAsync(StorageUnderTest replica, int number, DateTimeOffset now)
    {
        var check = new QuotaCheck([new UploadQuota("default", Quota, null, null, 0)], [new Reservation(1, 1)], now);
        var key = number % 5 == 0 ? Uploads.Note(_owner, $"{Guid.NewGuid():N}") with { Now = now, ExpiresAt = now.AddHours(1) } : null;
        for (var unavailable = 0; ; unavailable++)
        {
            try
            {
                var outcome = await replica.Ledger.NoteWithinAsync([Uploads.Granted(_owner) with { ExpiresAt = now.AddHours(1) }], key, check, Token);
                if (outcome is not NoteOutcome.InProgress)
                    return (outcome, unavailable);
            }
            catch (LedgerUnavailableException) when (unavailable < MaxAttempts)
            {
            }
        }
    }

    private async Task<int> CountAsync(DateTimeOffset now)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM uploads WHERE owner = @owner AND expires_at > @now", new { owner = _owner, now = now.ToUnixTimeMilliseconds() });
    }
}
