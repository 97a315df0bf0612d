using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Simulation;

/// <summary>The three roads under every order of events that a seed can make. SIMULATION_SCHEDULES and SIMULATION_SEED make it longer or replay one.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int ShortForm = 10_000;

    [Fact]
    public void no_schedule_breaks_an_invariant()
    {
        var first = Setting("SIMULATION_SEED", 1);
        var count = Environment.GetEnvironmentVariable("SIMULATION_SEED") is null ? Setting("SIMULATION_SCHEDULES", ShortForm) : 1;
        var watch = Stopwatch.StartNew();
        var reached = new ConcurrentDictionary<UploadState, bool>();
        Parallel.For(first, first + count, () => new Furniture(), (seed, _, furniture) =>
        {
            foreach (var state in Check(seed, furniture))
                reached[state] = true;
            return furniture;
        }, _ => { });
        Console.WriteLine($"measured: simulation schedules={count} broken=0 seconds={watch.Elapsed.TotalSeconds:F0}");
        // A story in which nothing happens would hold every invariant.
        if (count >= ShortForm)
            Assert.All([UploadState.Stored, UploadState.Expired, UploadState.Deleted, UploadState.Rejected], state => Assert.Contains(state, reached.Keys));
    }

    [Fact]
    public void one_seed_gives_one_run()
    {
        var furniture = new Furniture();
        string Story()
        {
            var told = new List<string>();
            Run.Execute(42, furniture, wire => new ToldLedger(wire, told));
            return string.Join('\n', told);
        }

        var story = Story();
        Assert.NotEmpty(story);
        Assert.Equal(story, Story());
    }

    [Theory]
    [InlineData(nameof(LedgerWithoutUniqueKey))]
    [InlineData(nameof(LedgerThatAnswersBeforeItCommits))]
    [InlineData(nameof(LedgerWithoutCompareAndSet))]
    public void finds_a_bug_that_was_planted(string bug)
    {
        var furniture = new Furniture();
        for (var seed = 1; seed <= ShortForm; seed++)
        {
            try
            {
                Run.Execute(seed, furniture, wire => bug switch
                {
                    nameof(LedgerWithoutUniqueKey) => new LedgerWithoutUniqueKey(wire),
                    nameof(LedgerThatAnswersBeforeItCommits) => new LedgerThatAnswersBeforeItCommits(wire),
                    _ => new LedgerWithoutCompareAndSet(wire),
                });
            }
            catch (BrokenInvariantException found)
            {
                output.WriteLine($"{bug} found by seed {seed}: {found.Message}");
                return;
            }
        }

        Assert.Fail($"{bug} was not found in {ShortForm} schedules.");
    }

    private static IReadOnlyList<UploadState> Check(int seed, Furniture furniture)
    {
        try
        {
            return Run.Execute(seed, furniture);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}: {exception.Message} Replay it with SIMULATION_SEED={seed}.", exception);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class ToldLedger(Wire wire, List<string> told) : SimulatedLedger(wire)
    {
        public override Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken)
        {
            told.Add($"{seen.Id} {seen.State} {becomes.State} {becomes.LookAt:O}");
            return base.ReplaceAsync(seen, becomes, cancellationToken);
        }

        public override Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
        {
            told.Add($"{stored.Id} {stored.RecordedBy} {stored.StoredAt:O}");
            return base.RecordAsync(stored, cancellationToken);
        }
    }
}
