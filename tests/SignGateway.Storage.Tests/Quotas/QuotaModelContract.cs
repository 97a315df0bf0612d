using System.Globalization;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Quotas;

/// <summary>
/// Changes of uploads in any order, and after each the count against a model that adds everything up. QUOTA_STEPS makes it as long as wanted, QUOTA_SEED another.
/// </summary>
public abstract class QuotaModelContract
{
    private const string Profile = "default";
    private const long UnknownBytes = 50;
    private const int Kept = 300;

    private readonly int _seed = Setting("QUOTA_SEED", Random.Shared.Next(1, 1_000_000));
    private readonly string _owner = Uploads.NewOwner();
    private readonly Dictionary<UploadId, (UploadRecord Upload, Reservation? Reservation)> _model = [];
    private DateTimeOffset _now = Uploads.Now.AddDays(1);

    protected abstract IUploadLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_count_is_the_models_after_every_change()
    {
        var random = new Random(_seed);
        for (var step = 0; step < Setting("QUOTA_STEPS", 1500); step++)
        {
            try
            {
                await StepAsync(random);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Step {step} of seed {_seed}.", exception);
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private Task StepAsync(Random random) => random.Next(20) switch
    {
        < 8 => NoteAsync(random),
        < 10 => NoteWithoutQuotaAsync(random),
        < 11 => PassAsync(random),
        < 15 => RecordAsync(random),
        _ => ReplaceAsync(random),
    };

    private async Task NoteAsync(Random random)
    {
        var grants = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Granted(random)).ToList();
        var reservations = grants.ConvertAll(grant => grant.State == UploadState.Prefix ? new Reservation(5, 400) : new Reservation(1, grant.Size ?? 90));
        var use = Use();
        var quota = new UploadQuota(Profile, Near(use.Pending, 4), Near(use.Count, 6), Near(use.Bytes, 400), UnknownBytes);
        var check = new QuotaCheck([quota], reservations, _now);

        var outcome = await Ledger.NoteWithinAsync(grants, random.Next(5) == 0 ? Uploads.Note(_owner, $"{Guid.NewGuid():N}") : null, check, Token);

        if (check.Find(grants, quota, use) is { } excess)
        {
            Assert.Equal(excess, Assert.IsType<NoteOutcome.OverQuota>(outcome).Excess);
            return;
        }

        Assert.IsType<NoteOutcome.Noted>(outcome);
        foreach (var (grant, reservation) in grants.Zip(reservations))
            _model.Add(grant.Id, (grant, reservation));

        long? Near(long used, int room) => random.Next(3) == 0 ? null : used + random.Next(room);
    }

    private async Task NoteWithoutQuotaAsync(Random random)
    {
        var granted = Granted(random);
        await Ledger.NoteAsync([granted], null, Token);
        _model.Add(granted.Id, (granted, null));
    }

    // Those that are over and done with make room, or the model would grow with every step.
    private Task PassAsync(Random random)
    {
        _now += TimeSpan.FromSeconds(random.Next(200));
        foreach (var old in _model.Values.Select(pair => pair.Upload).Where(upload => upload.State != UploadState.Stored && upload.ExpiresAt <= _now).Take(Math.Max(0, _model.Count - Kept)).ToList())
            _model.Remove(old.Id);
        return Task.CompletedTask;
    }

    private async Task RecordAsync(Random random)
    {
        if (Any(random, upload => upload.State != UploadState.Prefix) is not var (seen, reservation))
            return;
        var stored = seen.AsStored() with { Size = random.Next(200), Evidence = random.Next(2) == 0 ? Evidence.Object : Evidence.Callback };
        Put((await Ledger.RecordAsync(stored, Token)).Upload, reservation);
    }

    private async Task ReplaceAsync(Random random)
    {
        if (Any(random, upload => upload.State != UploadState.Prefix) is not var (seen, reservation))
            return;
        var found = (await Ledger.FindAsync(seen.Id, Token))!;
        var becomes = random.Next(4) switch
        {
            0 when seen.State == UploadState.Issued => found with { State = UploadState.Expired },
            1 when seen.State == UploadState.Stored => found with { Size = random.Next(200) },
            2 when seen.State is UploadState.Stored or UploadState.Issued => found with { State = UploadState.Rejected },
            3 when seen.State == UploadState.Rejected => found with { State = UploadState.Stored, Size = random.Next(200) },
            _ => found with { State = UploadState.Deleted },
        };
        Assert.True(await Ledger.ReplaceAsync(found, becomes, Token));
        Put(becomes, reservation);
    }

    private (UploadRecord, Reservation?)? Any(Random random, Func<UploadRecord, bool> condition)
    {
        var some = _model.Values.Where(pair => condition(pair.Upload)).ToList();
        return some.Count == 0 ? null : some[random.Next(some.Count)];
    }

    private void Put(UploadRecord becomes, Reservation? reservation) => _model[becomes.Id] = (becomes, reservation);

    private UploadRecord Granted(Random random)
    {
        var granted = Uploads.Granted(_owner);
        var isPrefix = random.Next(12) == 0;
        return granted with
        {
            State = isPrefix ? UploadState.Prefix : UploadState.Issued,
            Size = isPrefix || random.Next(3) == 0 ? null : random.Next(200),
            ExpiresAt = _now.AddSeconds(random.Next(1, 600)),
        };
    }

    private QuotaUse Use()
    {
        var use = new QuotaUse(0, 0, 0, null);
        foreach (var (upload, reservation) in _model.Values)
        {
            if (upload.State == UploadState.Stored)
                use = use with { Count = use.Count + 1, Bytes = use.Bytes + upload.Size!.Value };
            if (upload.State is UploadState.Issued or UploadState.Prefix && upload.ExpiresAt > _now)
                use = use.With(reservation ?? new Reservation(1, upload.Size ?? UnknownBytes)) with { NextEnd = use.NextEnd is { } end && end < upload.ExpiresAt ? end : upload.ExpiresAt };
        }

        return use;
    }
}
