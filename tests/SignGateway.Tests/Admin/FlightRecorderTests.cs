using System.Text;
using Microsoft.Extensions.Options;
using SignGateway.Admin;
using SignGateway.Admin.Recorder;
using SignGateway.Telemetry;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class FlightRecorderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FlightRecorder _recorder = new(Options.Create(new AdminOptions { RecorderSize = 100_000 }), new Replica());

    [Fact]
    public void on_a_callbacks_way_nothing_is_sorted_out()
    {
        var told = 0;
        _recorder.Recorded += _ => told++;

        _recorder.Attempted(Attempt("size=1"));
        Assert.Equal(0, told);

        _recorder.Settle();
        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(500, 60_000)]
    public void what_waits_is_bounded_and_nothing_of_it_is_lost(int count, int length)
    {
        var (told, most) = (0, 0);
        _recorder.Recorded += _ => told++;
        for (var index = 1; index <= count; index++)
        {
            _recorder.Attempted(Attempt(new string('a', length)));
            most = Math.Max(most, index - told);
        }

        Assert.InRange(most, 1, Math.Min(2000, (4 << 20) / length));
        Assert.Equal(count, _recorder.Snapshot().Length);
    }

    [Fact]
    public void those_that_come_at_once_are_all_kept_each_under_a_number_of_its_own_in_order()
    {
        Parallel.For(0, 24_000, _ => _recorder.Attempted(Attempt("size=1")));

        var numbers = _recorder.Snapshot().Select(attempt => attempt.Number).ToList();

        Assert.Equal(24_000, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
    }

    private static CallbackAttempt Attempt(string body) => new()
    {
        At = Now,
        Took = TimeSpan.Zero,
        Verdict = "recorded",
        Target = "/v1/callbacks/oss",
        Paths = [],
        Headers = [],
        Body = Encoding.ASCII.GetBytes(body),
    };
}
