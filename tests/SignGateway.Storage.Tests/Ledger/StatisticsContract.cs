using SignGateway.Admin.Statistics;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every store of statistics promises. A length of buckets that nobody else uses keeps each test's apart.</summary>
public abstract class StatisticsContract
{
    private static int _steps = 1_000_000;

    private readonly int _step = Interlocked.Increment(ref _steps);
    private readonly string _replica = Guid.NewGuid().ToString("N");

    protected abstract IStatisticsStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task reads_what_all_replicas_saved()
    {
        await Store.SaveAsync([Bucket(0, 1), Bucket(1, 2)], Token);
        await Store.SaveAsync([Bucket(1, 3) with { Replica = "other" }], Token);

        var read = await Store.ReadAsync(_step, Uploads.Now, Uploads.Now.AddMinutes(2), Token);

        Assert.Equal([(0, _replica, 1), (1, _replica, 2), (1, "other", 3)], read.Select(Told).Order());
    }

    [Fact]
    public async Task a_bucket_that_is_saved_again_takes_the_place_of_the_first()
    {
        await Store.SaveAsync([Bucket(0, 1)], Token);
        await Store.SaveAsync([Bucket(0, 5)], Token);

        Assert.Equal([(0, _replica, 5)], (await Store.ReadAsync(_step, Uploads.Now, Uploads.Now.AddMinutes(1), Token)).Select(Told));
    }

    [Fact]
    public async Task reads_from_a_time_up_to_another_and_of_one_length()
    {
        await Store.SaveAsync([Bucket(0, 1), Bucket(1, 2), Bucket(2, 3), Bucket(1, 4) with { StepSeconds = -_step }], Token);

        Assert.Equal([(1, _replica, 2)], (await Store.ReadAsync(_step, Uploads.Now.AddMinutes(1), Uploads.Now.AddMinutes(2), Token)).Select(Told));
    }

    [Fact]
    public async Task forgets_what_is_old()
    {
        await Store.SaveAsync([Bucket(0, 1), Bucket(1, 2), Bucket(0, 3) with { StepSeconds = -_step }], Token);

        await Store.ForgetAsync(_step, Uploads.Now.AddMinutes(1), Token);

        Assert.Equal([(1, _replica, 2)], (await Store.ReadAsync(_step, Uploads.Now, Uploads.Now.AddMinutes(2), Token)).Select(Told));
        Assert.Single(await Store.ReadAsync(-_step, Uploads.Now, Uploads.Now.AddMinutes(2), Token));
    }

    [Fact]
    public async Task nothing_to_save_is_saved() => await Store.SaveAsync([], Token);

    private StatisticsBucket Bucket(int minute, long grants) => new(_step, Uploads.Now.AddMinutes(minute), _replica, new Dictionary<string, long> { ["grants"] = grants });

    private static (int Minute, string Replica, int Grants) Told(StatisticsBucket bucket) =>
        ((int)(bucket.At - Uploads.Now).TotalMinutes, bucket.Replica, (int)bucket.Counts["grants"]);
}
