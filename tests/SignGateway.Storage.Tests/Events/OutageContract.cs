using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Events;

/// <summary>That every event arrives, whatever dies on the way.</summary>
public abstract class OutageContract : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly SetTime _time = new();
    private readonly StandInEndpoint _endpoint = new();
    private readonly List<EventId> _told = [];

    [Fact]
    public async Task with_the_endpoint_down_for_two_hours_and_the_gateway_killed_twice_every_event_arrives_in_order()
    {
        var events = new EventsUnderTest(_time);
        await using var test = Open(events);
        var life = new GatewayLife(test, _endpoint, _time);
        _endpoint.IsDown = true;
        for (var minute = 0; minute < 120; minute++)
        {
            await TellAsync(test, both: minute % 3 == 0);
            await PassAsync(life, TimeSpan.FromMinutes(1));
            if (minute == 50)
                life = await DieAsync(life, test);
        }

        // Dies once more when an event is there and nobody has written that down.
        _endpoint.IsDown = false;
        _endpoint.Receiving = life.Kill;
        for (var late = TimeSpan.Zero; late < TimeSpan.FromHours(4) && !HasAll(); late += Step)
        {
            await PassAsync(life, Step);
            if (life.IsDead)
            {
                _endpoint.Receiving = () => { };
                life = await DieAsync(life, test);
            }
        }

        await life.DisposeAsync();
        var received = _endpoint.Received;
        Assert.Equal(_told.Select(id => id.ToString()).Order(), received.Select(told => told.Id).Distinct().Order());
        Assert.True(received.Count > _told.Count, "Nothing came twice, so nothing was proved.");
        Assert.All(received.GroupBy(told => told.Id), same => Assert.Single(same.Select(told => told.Body).Distinct()));
        Assert.All(received.GroupBy(told => told.Id[..26]), upload => Assert.Equal(upload.OrderBy(told => told.Id.EndsWith("-stored-0", StringComparison.Ordinal) ? 0 : 1), upload));
    }

    public void Dispose()
    {
        _endpoint.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract OutboxUnderTest Open(EventsUnderTest events);

    private async Task TellAsync(OutboxUnderTest test, bool both)
    {
        var upload = await test.StoreAsync();
        _told.Add(new EventId(upload.Id, EventTypes.Stored, upload.Version));
        if (!both)
            return;
        upload = await test.BecomeAsync(upload, UploadState.Deleted);
        _told.Add(new EventId(upload.Id, EventTypes.Deleted, upload.Version));
    }

    private bool HasAll() => _endpoint.Received.Select(told => told.Id).Distinct().Count() == _told.Count;

    private async Task<GatewayLife> DieAsync(GatewayLife life, OutboxUnderTest test)
    {
        life.Kill();
        await life.DisposeAsync();
        return new GatewayLife(test, _endpoint, _time);
    }

    // Time does not pass over work that is under way: a lease is longer than any database takes.
    private async Task PassAsync(GatewayLife life, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            _time.Pass(Step);
            do
                await Task.Delay(2, TestContext.Current.CancellationToken);
            while (life.IsBusy);
        }
    }
}
