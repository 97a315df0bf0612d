using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class HistoryWriterTests : IDisposable
{
    private static readonly UploadId Id = UploadId.Create(DateTimeOffset.UnixEpoch);

    private readonly FaultyHistory _store = new();
    private readonly ServiceProvider _services;
    private readonly HistoryNotes _notes;
    private readonly HistoryWriter _writer;
    private readonly SetTime _time = new();
    private long _dropped;

    public HistoryWriterTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton<IUploadHistory>(_store).BuildServiceProvider();
        var meter = new GatewayMeter(_services.GetRequiredService<IMeterFactory>());
        _notes = new HistoryNotes(new Replica(), meter, _time);
        _writer = new HistoryWriter(_notes, _services, meter, _time, NullLogger<HistoryWriter>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _writer.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task what_there_is_no_room_for_is_counted_and_holds_nobody_up()
    {
        using var listener = Listen();
        for (var number = 0; number < HistoryNotes.Capacity + 3; number++)
            _notes.Add(Id, HistoryEvents.Callback);

        Assert.Equal(3, _dropped);
        await _writer.FlushAsync(Token);
        Assert.Equal(HistoryNotes.Capacity, (await _store.ListAsync(Id, int.MaxValue, Token)).Count);
    }

    [Fact]
    public async Task what_could_not_be_written_is_written_later_in_the_same_order()
    {
        _notes.Add(Id, HistoryEvents.Callback);
        _store.Fault = new LedgerUnavailableException("away");
        await _writer.FlushAsync(Token);
        _notes.Add(Id, HistoryEvents.Confirm);
        _store.Fault = null;

        await _writer.FlushAsync(Token);

        Assert.Equal([HistoryEvents.Confirm, HistoryEvents.Callback], (await _store.ListAsync(Id, 10, Token)).Select(entry => entry.Event));
    }

    [Fact]
    public async Task what_can_never_be_written_does_not_hold_up_the_rest()
    {
        using var listener = Listen();
        _notes.Add(Id, HistoryEvents.Callback);
        _store.Fault = new ArgumentException("cannot be held");
        await _writer.FlushAsync(Token);
        _store.Fault = null;
        _notes.Add(Id, HistoryEvents.Confirm);
        await _writer.FlushAsync(Token);

        Assert.Equal(1, _dropped);
        Assert.Equal([HistoryEvents.Confirm], (await _store.ListAsync(Id, 10, Token)).Select(entry => entry.Event));
    }

    [Fact]
    public async Task writes_by_itself_after_a_moment_and_the_rest_when_it_stops()
    {
        await _writer.StartAsync(Token);
        _notes.Add(Id, HistoryEvents.Callback);
        await _time.PassUntilAsync(_store.Written, TimeSpan.FromMilliseconds(100));
        _notes.Add(Id, HistoryEvents.Confirm);

        await _writer.StopAsync(Token);

        Assert.Equal(2, (await _store.ListAsync(Id, 10, Token)).Count);
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "sign_gateway.history.dropped" && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => _dropped += count);
        listener.Start();
        return listener;
    }

    private sealed class FaultyHistory : IUploadHistory
    {
        private readonly InMemoryUploadHistory _inner = new();
        private readonly TaskCompletionSource<bool> _written = new();

        public Exception? Fault { get; set; }

        public Task<bool> Written => _written.Task;

        public async Task AppendAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
        {
            if (Fault is not null)
                throw Fault;
            await _inner.AppendAsync([.. entries], cancellationToken);
            _written.TrySetResult(true);
        }

        public Task<IReadOnlyList<HistoryEntry>> ListAsync(UploadId id, int limit, CancellationToken cancellationToken) => _inner.ListAsync(id, limit, cancellationToken);

        public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => _inner.ForgetAsync(before, limit, cancellationToken);
    }
}
