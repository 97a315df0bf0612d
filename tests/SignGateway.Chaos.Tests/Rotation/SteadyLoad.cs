using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.Chaos.Tests.Judging;
using SignGateway.Chaos.Tests.Loads;
using SignGateway.TestHosts;
using SignGateway.TestServers;

namespace SignGateway.Chaos.Tests.Rotation;

/// <summary>Uploaders who go on while keys change under them. Their finished uploads are the clock that the tests go by.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    public const string User = "alice";

    private const int Uploaders = 4;
    private const int TurnsBetweenSteps = 3;
    private const int HeldGrants = 5;
    private const int FailuresShown = 10;

    private readonly Fleet _fleet;
    private readonly CallbackWatch _callbacks;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Upload> _uploads = [];
    private readonly int[] _turns = new int[Uploaders];
    private readonly Task[] _running;
    private volatile string _token;
    private int _last = -1;

    private SteadyLoad(Fleet fleet, string token)
    {
        _fleet = fleet;
        _token = token;
        _callbacks = new CallbackWatch(fleet.Storage.Server);
        _running = [_callbacks.RunAsync(_end.Token), .. Enumerable.Range(0, Uploaders).Select(RunAsync)];
    }

    /// <summary>What users show from now on.</summary>
    public string Token
    {
        get => _token;
        set => _token = value;
    }

    /// <summary>Starts, and waits until it goes.</summary>
    public static async Task<SteadyLoad> StartAsync(Fleet fleet, string? token = null)
    {
        var load = new SteadyLoad(fleet, token ?? fleet.TokenFor(User));
        await load.TakeTurnsAsync();
        return load;
    }

    /// <summary>Makes a step while uploads are under way; grants that were taken before it are used after it.</summary>
    public async Task AcrossAsync(Func<Task> step)
    {
        var held = await Task.WhenAll(Enumerable.Range(0, HeldGrants).Select(_ => HoldAsync()));
        await step();
        await Task.WhenAll(held.Select(grant => UseAsync(grant)));
        await TakeTurnsAsync();
    }

    /// <summary>A grant that nobody uses yet.</summary>
    public async Task<(Upload Upload, JsonNode Grant)> HoldAsync()
    {
        using var client = new ReplicaClient(_fleet, _token);
        var upload = Next();
        return await new Uploader(client).SignAsync(upload) is { } grant
            ? (upload, grant)
            : throw new InvalidOperationException($"No grant: {string.Join("; ", upload.Oddities)}");
    }

    /// <summary>Uses a grant; the load answers for it from then on.</summary>
    public async Task UseAsync((Upload Upload, JsonNode Grant) held)
    {
        await Uploader.PostAsync(held.Upload, held.Grant);
        _uploads.Enqueue(held.Upload);
    }

    /// <summary>Ends, and finds nothing wrong: every upload was answered as stored, and is recorded once.</summary>
    public async Task FinishAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        var failed = _uploads.Where(upload => upload.Posted != 200 || !upload.Oddities.IsEmpty).Select(upload => $"{upload}: {string.Join("; ", upload.Oddities)}").ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(FailuresShown)));
        Assert.False(_callbacks.HasGap, "callbacks went by unwatched");
        var verdict = Judge.Of([.. _uploads], _fleet.Storage.Server.Objects, await LedgerRow.ReadAllAsync(_fleet.Ledger), _callbacks.Doubled);
        Assert.Empty(verdict.Findings);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        _end.Dispose();
    }

    /// <summary>Waits until every uploader has begun and finished some uploads more.</summary>
    private async Task TakeTurnsAsync()
    {
        var before = _turns.ToArray();
        // The first of these may have begun before.
        await Patience.UntilAsync("every uploader goes on", () => Task.FromResult(_turns.Zip(before).All(turns => turns.First > turns.Second + TurnsBetweenSteps)));
    }

    private async Task RunAsync(int uploader)
    {
        while (!_end.IsCancellationRequested)
        {
            var token = _token;
            using var client = new ReplicaClient(_fleet, token);
            while (!_end.IsCancellationRequested && token == _token)
            {
                var upload = Next();
                await new Uploader(client).UploadAsync(upload, leaves: true, deletes: false);
                _uploads.Enqueue(upload);
                Interlocked.Increment(ref _turns[uploader]);
            }
        }
    }

    private Upload Next()
    {
        var number = Interlocked.Increment(ref _last);
        var (file, contentType) = SmallFiles.Next(new Random(number));
        return new Upload(number, User, file, contentType);
    }
}
