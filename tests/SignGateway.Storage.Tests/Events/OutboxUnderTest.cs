using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Events;

/// <summary>A ledger and its outbox, with endpoints of one test.</summary>
internal sealed class OutboxUnderTest(IUploadLedger ledger, IEventOutbox outbox, EventsUnderTest events, IAsyncDisposable? storage) : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public IUploadLedger Ledger => ledger;

    public IEventOutbox Outbox => outbox;

    public EventsUnderTest Events => events;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static OutboxUnderTest InMemory(EventsUnderTest? events)
    {
        var (ledger, known) = (new InMemoryUploadLedger(), events ?? new EventsUnderTest());
        return new OutboxUnderTest(ledger, new InMemoryEventOutbox(ledger, known.Plan), known, null);
    }

    /// <summary>On the database of a storage that tells nothing itself.</summary>
    public static OutboxUnderTest On(StorageUnderTest storage, EventsUnderTest? events)
    {
        var known = events ?? new EventsUnderTest();
        var telling = storage.Telling(known.Plan);
        return new OutboxUnderTest(telling.Ledger, telling.Get<IEventOutbox>(), known, telling);
    }

    /// <summary>An upload that the gateway saw itself, told of.</summary>
    public async Task<UploadRecord> StoreAsync(UploadRecord? granted = null)
    {
        var stored = (granted ?? Uploads.Granted()).AsStored() with { Evidence = Evidence.Object };
        return (await ledger.RecordAsync(stored, Token)).Upload;
    }

    /// <summary>Brings an upload into another state.</summary>
    public async Task<UploadRecord> BecomeAsync(UploadRecord upload, UploadState state)
    {
        Assert.True(await ledger.ReplaceAsync(upload, upload with { State = state }, Token));
        return (await ledger.FindAsync(upload.Id, Token))!;
    }

    public async Task<IReadOnlyList<OutboxEvent>> TakeAsync(DateTimeOffset? now = null, string? endpoint = null, int limit = 100) =>
        (await TakeDueAsync(now, endpoint, limit)).Events;

    public Task<DueEvents> TakeDueAsync(DateTimeOffset? now = null, string? endpoint = null, int limit = 100)
    {
        var at = now ?? Uploads.Now;
        return outbox.TakeDueAsync(endpoint ?? events.All, at, at + Lease, limit, Token);
    }

    public async Task<OutboxEvent> TakeOneAsync(DateTimeOffset? now = null) => Assert.Single(await TakeAsync(now));

    public Task<bool> SettleAsync(EventOutcome outcome, DateTimeOffset? now = null) => outbox.SettleAsync([outcome], now ?? Uploads.Now, Token);

    public Task<IReadOnlyList<OutboxEvent>> ListAsync(OutboxStatus status, int limit = 100, EventPlace? after = null) =>
        outbox.ListAsync(new EventQuery(status, limit) { Endpoint = events.All, After = after }, Token);

    public ValueTask DisposeAsync() => storage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
