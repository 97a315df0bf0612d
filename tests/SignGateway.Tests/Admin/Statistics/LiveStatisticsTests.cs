using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Admin.Statistics;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Statistics;

public sealed class LiveStatisticsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SetTime _time = new();
    private readonly GatewayMeter _meter;
    private readonly LiveStatistics _live;

    public LiveStatisticsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _meter = new GatewayMeter(meters);
        _live = new LiveStatistics(meters, new Replica(), _time);
    }

    public void Dispose()
    {
        _live.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void lets_go_of_a_bucket_once_it_is_over_and_saved()
    {
        _meter.Granted("default", "post", "issued");
        _live.Saved(_live.Snapshot());
        Assert.Equal(3, _live.Snapshot().Count);

        _time.Pass(TimeSpan.FromHours(1));
        var over = _live.Snapshot();
        Assert.Equal(4, over.Count);
        _live.Saved(over);

        Assert.Equal(60, Assert.Single(_live.Snapshot()).StepSeconds);
    }

    [Fact]
    public void keeps_a_bucket_that_was_counted_in_after_it_was_read()
    {
        var read = _live.Snapshot();
        _meter.Granted("default", "post", "issued");
        _time.Pass(TimeSpan.FromMinutes(1));

        _live.Saved(read);

        Assert.Contains(_live.Snapshot(), bucket => bucket.StepSeconds == 60 && bucket.Counts.GetValueOrDefault("grants") == 1);
    }

    [Fact]
    public void holds_no_more_than_it_may_while_nothing_can_be_saved()
    {
        for (var minute = 0; minute < 1000; minute++)
        {
            _meter.Granted("default", "post", "issued");
            _time.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_live.Snapshot().Count, 200, 301);
    }

    [Fact]
    public void does_not_count_what_another_gateway_of_the_process_measures()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        new GatewayMeter(others.GetRequiredService<IMeterFactory>()).Granted("default", "post", "issued");

        Assert.All(_live.Snapshot(), bucket => Assert.Empty(bucket.Counts));
    }
}
