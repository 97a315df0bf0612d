using System.Diagnostics;
using System.Globalization;
using SignGateway.Chaos.Tests.Faults;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.Chaos.Tests.Judging;
using SignGateway.Chaos.Tests.Loads;

namespace SignGateway.Chaos.Tests;

public sealed class ChaosTests
{
    private const int FindingsShown = 30;

    // Longer than a sweep, a late callback and a background look together.
    private static readonly TimeSpan StillFor = TimeSpan.FromSeconds(4);

    private readonly ChaosSettings _settings = new();

    [Fact]
    public async Task whatever_breaks_no_upload_is_lost_doubled_or_given_to_somebody_else()
    {
        var watch = Stopwatch.StartNew();
        await using var fleet = await Fleet.StartAsync(new Dictionary<string, string>
        {
            ["SignGateway__Reconcile__Interval"] = "00:00:01",
            ["SignGateway__Reconcile__Grace"] = "00:00:02",
            ["SignGateway__Profiles__default__GrantLifetime"] = "00:00:30",
            ["SignGateway__Tickets__Grace"] = _settings.TicketsGrace.ToString("c", CultureInfo.InvariantCulture),
        });
        var course = new Course(_settings.Uploads, _settings.Faults);
        using var load = new UploadLoad(_settings, fleet, course);
        var faults = new FaultRunner(fleet, PlannedFault.Plan(_settings, course.Portion));
        var callbacks = new CallbackWatch(fleet.Storage.Server);
        using var end = new CancellationTokenSource();
        var watching = callbacks.RunAsync(end.Token);
        Verdict verdict;
        try
        {
            await RunAsync(load, faults, course);
            await faults.HealAsync();
            await load.FinishAsync(TestContext.Current.CancellationToken);
            verdict = await SettleAsync(fleet, load, callbacks);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed={_settings.Seed}\n{string.Join('\n', faults.Log)}", exception);
        }
        finally
        {
            await end.CancelAsync();
            await watching;
        }

        var oddities = load.Uploads.SelectMany(upload => upload.Oddities).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            measured: chaos uploads={load.Uploads.Count} faults={faults.Made} lost={verdict.Lost.Count} doubled={verdict.Doubled.Count} seed={_settings.Seed} seconds={watch.Elapsed.TotalSeconds:0} foreign={verdict.Foreign.Count} leftovers={verdict.Leftovers.Count} odd={oddities.Count} {Count(load.Uploads)} callbacks={callbacks.Answered}+{callbacks.Unanswered}
            """));
        string[] findings =
        [
            .. verdict.Findings, .. oddities,
            .. _settings.OutlastsTickets ? verdict.Leftovers : [],
            .. callbacks.HasGap ? ["callbacks went by unwatched"] : Array.Empty<string>(),
        ];
        Assert.True(findings.Length == 0, $"seed={_settings.Seed}, {findings.Length} findings:\n{string.Join('\n', findings.Take(FindingsShown))}\n{string.Join('\n', faults.Log)}");
    }

    private async Task RunAsync(UploadLoad load, FaultRunner faults, Course course)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(_settings.LoadLimit);
        Task[] parts = [load.RunAsync(limit.Token), faults.RunAsync(course, limit.Token)];
        // When one part fails, the other would wait for it until the limit.
        await (await Task.WhenAny(parts));
        await Task.WhenAll(parts).WaitAsync(limit.Token);
    }

    /// <summary>Waits until the judge has nothing to say, and goes on having nothing to say; or until it has waited long enough.</summary>
    private async Task<Verdict> SettleAsync(Fleet fleet, UploadLoad load, CallbackWatch callbacks)
    {
        var watch = Stopwatch.StartNew();
        var still = Stopwatch.StartNew();
        while (true)
        {
            var reading = Stopwatch.StartNew();
            // Both may move while they are read; a finding that comes of that does not last.
            var ledger = await LedgerRow.ReadAllAsync(fleet.Ledger);
            var verdict = Judge.Of(load.Uploads, fleet.Storage.Server.Objects, ledger, callbacks.Doubled);
            if (verdict.Findings.Any() || (_settings.OutlastsTickets && verdict.Leftovers.Count > 0))
                still.Restart();
            if (still.Elapsed > StillFor || watch.Elapsed > _settings.QuietLimit)
                return verdict;
            // Judging must not slow down what it waits for.
            await Task.Delay(TimeSpan.FromMilliseconds(500) + reading.Elapsed, TestContext.Current.CancellationToken);
        }
    }

    private static string Count(IReadOnlyList<Upload> uploads) => string.Create(
        CultureInfo.InvariantCulture,
        $"stored={uploads.Count(upload => upload.IsSeenStored)} untold={uploads.Count(upload => upload is { Id: not null, IsSeenStored: false })} ungranted={uploads.Count(upload => upload.Id is null)} deleted={uploads.Count(upload => upload.IsSeenDeleted)}");
}
