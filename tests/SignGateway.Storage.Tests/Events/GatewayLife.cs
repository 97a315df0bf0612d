using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SignGateway.Events.Delivery;
using SignGateway.Telemetry;

namespace SignGateway.Storage.Tests.Events;

/// <summary>One life of a gateway that delivers to all endpoints of a test.</summary>
internal sealed class GatewayLife : IHttpClientFactory, IAsyncDisposable
{
    private static readonly GatewayMeter Meter = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly CancellationTokenSource _end = new();
    private readonly MortalOutbox _outbox;
    private readonly HttpMessageHandler _endpoint;
    private readonly Task _running;

    public GatewayLife(OutboxUnderTest test, HttpMessageHandler endpoint, TimeProvider time)
    {
        _outbox = new MortalOutbox(test.Outbox);
        _endpoint = endpoint;
        var attempt = new AttemptEvent(new SendEvent(this, time), Meter, time, NullLogger<AttemptEvent>.Instance);
        var deliver = new DeliverEvents(_outbox, attempt, test.Events.Signals, time, NullLogger<DeliverEvents>.Instance);
        _running = Task.WhenAll(test.Events.Targets.All.Select(target => deliver.ExecuteAsync(target, _end.Token)));
    }

    public bool IsDead => _outbox.IsDead;

    public bool IsBusy => _outbox.IsBusy;

    public HttpClient CreateClient(string name) => new(_endpoint, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>From here on nothing that it does counts.</summary>
    public void Kill() => _outbox.IsDead = true;

    /// <summary>Ends it as a signal does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(_running);
        _end.Dispose();
    }
}
