using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class WaitForUploadTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly NotedDelays _time = new();
    private readonly DrainState _drain = new();
    private readonly CancellationTokenSource _end = new();
    private readonly FaultyLedger _ledger = new();
    private readonly UploadSignals _signals;
    private readonly WaitForUpload _waits;

    public WaitForUploadTests()
    {
        var meter = new GatewayMeter(_services.GetRequiredService<IMeterFactory>());
        _signals = new UploadSignals(meter);
        _waits = new WaitForUpload(_ledger, _signals, _drain, meter, _time);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _drain.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void a_thousand_who_wait_have_the_ledger_looked_at_each_second()
    {
        Wait(1000);
        Assert.All(_time.Delays, delay => Assert.Equal(TimeSpan.FromSeconds(1), delay));
    }

    [Fact]
    public void more_who_wait_have_it_looked_at_no_more_often_in_all()
    {
        Wait(10_000);
        Assert.Equal(TimeSpan.FromSeconds(10), _time.Delays[^1]);
        Assert.InRange(_time.Delays.Sum(delay => 1 / delay.TotalSeconds), 1000, 1000 * (1 + Math.Log(10) + 0.01));
    }

    [Fact]
    public void nobody_is_looked_for_later_than_the_wait_ends()
    {
        Wait(10_000, TimeSpan.FromSeconds(2));
        Assert.All(_time.Delays, delay => Assert.InRange(delay, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task a_ledger_that_is_away_for_a_moment_throws_nobody_out()
    {
        var upload = Upload("user-1");
        await _ledger.NoteAsync([upload], null, _end.Token);
        _ledger.FindFault = _ => throw new LedgerUnavailableException("away");
        var wait = _waits.ExecuteAsync(upload, TimeSpan.FromSeconds(20), _end.Token);
        Assert.False(wait.IsCompleted);

        _ledger.FindFault = _ => Task.CompletedTask;
        await _ledger.RecordAsync(upload with { State = UploadState.Stored, Answer = "{}" }, _end.Token);
        _signals.Wake(upload.Id);
        Assert.Equal(UploadState.Stored, (await wait).State);
    }

    // Those who came first were fewer then, and look again before they know better; that is what the logarithm is.
    private void Wait(int count, TimeSpan? wait = null)
    {
        for (var number = 0; number < count; number++)
            _ = _waits.ExecuteAsync(Upload($"user-{number}"), wait ?? TimeSpan.FromSeconds(20), _end.Token);
        Assert.Equal(count, _time.Delays.Count);
    }

    private static UploadRecord Upload(string owner) => new()
    {
        Id = UploadId.Create(DateTimeOffset.UnixEpoch),
        Owner = owner,
        Profile = "default",
        Bucket = "bucket-1",
        Key = "uploads/x",
        State = UploadState.Issued,
        FileName = "x",
        ContentType = "text/plain",
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(10),
    };

    // A clock that stands still and writes down how long it was to wait.
    private sealed class NotedDelays : TimeProvider
    {
        public List<TimeSpan> Delays { get; } = [];

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Delays.Add(dueTime);
            return new StoppedTimer();
        }

        private sealed class StoppedTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
