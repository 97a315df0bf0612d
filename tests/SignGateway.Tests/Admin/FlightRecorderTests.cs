using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SignGateway.Admin;
using SignGateway.Admin.Recorder;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class FlightRecorderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FlightRecorder _recorder = new(Options.Create(new AdminOptions { RecorderSize = 100_000 }), new Replica());

    private int _kept;
    private long _last;

    [Fact]
    public void on_a_callbacks_way_nothing_is_sorted_out()
    {
        _recorder.Attempted(Attempt("size=1"));
        Assert.Equal(0, CountKept());

        _recorder.Settle();
        Assert.Equal(1, CountKept());
    }

    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(500, 60_000)]
    public void what_waits_is_bounded_and_nothing_of_it_is_lost(int count, int length)
    {
        var most = 0;
        for (var index = 1; index <= count; index++)
        {
            _recorder.Attempted(Attempt(new string('a', length)));
            most = Math.Max(most, index - CountKept());
        }

        Assert.InRange(most, 1, Math.Min(2000, (4 << 20) / length));
        Assert.Equal(count, _recorder.NewestFirst().Count());
    }

    [Fact]
    public void those_that_come_at_once_are_all_kept_each_under_a_number_of_its_own_in_order()
    {
        Parallel.For(0, 24_000, _ => _recorder.Attempted(Attempt("size=1")));

        var numbers = _recorder.NewestFirst().Select(attempt => attempt.Number).Reverse().ToList();

        Assert.Equal(24_000, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
    }

    [Fact]
    public void a_delivery_is_read_back_as_it_came()
    {
        var attempt = new CallbackAttempt
        {
            At = Now.AddTicks(1),
            Took = TimeSpan.FromTicks(12_345),
            Verdict = "refused",
            Code = "ticket_mismatch",
            Reason = "media type differs – from the ticket",
            OssRequestId = "65F2C1A0B1C2D3E4F5060708",
            UploadId = UploadId.Create(Now),
            Target = "https://gateway.example.com/v1/callbacks/%E4%BD%A0?token=secret",
            Paths = ["/edge/v1/callbacks/%E4%BD%A0", "/v1/callbacks/%E4%BD%A0", ""],
            MatchedPath = "/v1/callbacks/%E4%BD%A0",
            Headers = [new("Host", "gateway.example.com"), new("User-Agent", "aliyun-oss-callback 你好 😀 é"), new("Via", ""), new("X-Forwarded-For", new string('é', 201))],
            ContentType = "application/x-www-form-urlencoded",
            Body = "object=照片%2F😀.png&ticket=abc&size=5"u8.ToArray(),
        };
        _recorder.Attempted(attempt);

        var kept = Assert.Single(_recorder.NewestFirst());

        Assert.Equal((attempt.At, attempt.Took, attempt.Body.Length), (kept.At, kept.Took, kept.Bytes));
        Assert.Equal((attempt.Verdict, attempt.Code, attempt.Reason), (kept.Verdict, kept.Code, kept.Reason));
        Assert.Equal((attempt.OssRequestId, attempt.UploadId.ToString()), (kept.RequestId, kept.UploadId));
        Assert.Equal(("/v1/callbacks/%E4%BD%A0", "?[redacted]"), (kept.Path, kept.Query));
        Assert.Equal(attempt.Paths, kept.Paths);
        Assert.Equal(attempt.MatchedPath, kept.MatchedPath);
        Assert.Equal([.. attempt.Headers.SkipLast(1), new("X-Forwarded-For", new string('é', 200) + "… [cut]")], kept.Headers);
        Assert.Equal("object=照片%2F😀.png&ticket=[redacted]&size=5", Encoding.UTF8.GetString(kept.Body));
        Assert.Equal(kept.Number, _recorder.Find(kept.Number)?.Number);
    }

    [Fact]
    public void what_a_delivery_does_not_have_it_does_not_have_when_it_is_read_back()
    {
        _recorder.Attempted(Attempt(""));

        var kept = Assert.Single(_recorder.NewestFirst());

        Assert.Equal((null, null, null, null, null), (kept.Code, kept.Reason, kept.RequestId, kept.UploadId, kept.MatchedPath));
        Assert.Equal((0, "/v1/callbacks/oss", ""), (kept.Bytes, kept.Path, kept.Query));
        Assert.Empty(kept.Paths);
        Assert.Empty(kept.Headers);
        Assert.Empty(kept.Body);
    }

    [Fact]
    public void large_deliveries_make_it_remember_fewer_the_newest_of_them_and_each_whole()
    {
        const int count = 2_500;
        for (var number = 0; number < count; number++)
            _recorder.Attempted(Large(number));

        var kept = _recorder.NewestFirst().ToList();

        AssertWhole(kept);
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(back => count - 1 - back), kept.Select(NumberOf));
        Assert.InRange(kept.Sum(attempt => (long)attempt.Path.Length), 60 << 20, 64 << 20);
    }

    [Fact]
    public async Task who_reads_while_others_come_and_go_reads_each_whole()
    {
        var coming = Task.Run(() =>
        {
            for (var number = 0; number < 4_000; number++)
            {
                _recorder.Attempted(Large(number));
                if (number % 500 == 0)
                    _recorder.Forget(Now.AddSeconds(number - 300));
            }
        });

        do
            AssertWhole(_recorder.NewestFirst());
        while (!coming.IsCompleted);

        await coming;
    }

    [Fact]
    public void one_that_is_larger_than_a_block_is_not_worth_remembering()
    {
        _recorder.Attempted(Attempt("size=1"));
        _recorder.Attempted(Attempt("size=2", "/" + new string('a', 1 << 20)));
        _recorder.Attempted(Attempt("size=3"));

        Assert.Equal(["size=3", "size=1"], _recorder.NewestFirst().Select(attempt => Encoding.ASCII.GetString(attempt.Body)));
    }

    [Fact]
    public void forgets_what_came_before_a_time()
    {
        for (var number = 0; number < 10; number++)
            _recorder.Attempted(Large(number));

        _recorder.Forget(Now.AddSeconds(7));

        Assert.Equal([9, 8, 7], _recorder.NewestFirst().Select(NumberOf));
        Assert.Null(_recorder.Find(NumberAt(Now.AddSeconds(6))));
        Assert.Equal(7, NumberOf(_recorder.Find(NumberAt(Now.AddSeconds(7)))!));
    }

    [Fact]
    public void who_asks_what_came_after_one_hears_of_the_first_and_of_none_twice()
    {
        for (var number = 0; number < 5; number++)
            _recorder.Attempted(Large(number));
        _recorder.Settle();

        var (first, last) = _recorder.After(NumberAt(Now), 2);
        Assert.Equal([1, 2], first.Select(NumberOf));
        Assert.Equal(NumberAt(Now.AddSeconds(4)), last);

        _recorder.Attempted(Large(5));
        _recorder.Settle();
        Assert.Equal([5], _recorder.After(last, 2).First.Select(NumberOf));
        Assert.Equal(NumberAt(Now.AddSeconds(5)), _recorder.After(last, 0).Last);
        Assert.Empty(_recorder.After(last, 0).First);
    }

    // How many have been kept so far, those included that are forgotten meanwhile.
    private int CountKept()
    {
        (var kept, _last) = _recorder.After(_last, int.MaxValue);
        return _kept += kept.Count;
    }

    // Each a second after the one before, and of a length of its own.
    private static CallbackAttempt Large(int number) =>
        Attempt($"size={number}", Path(number), Now.AddSeconds(number));

    private static string Path(int number) => "/".PadRight(20_000 + number * 7919 % 40_000, (char)('a' + number % 26));

    private static int NumberOf(RecordedAttempt attempt) => int.Parse(Encoding.ASCII.GetString(attempt.Body)["size=".Length..], CultureInfo.InvariantCulture);

    private static long NumberAt(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static void AssertWhole(IEnumerable<RecordedAttempt> kept) => Assert.All(kept, attempt => Assert.Equal(Path(NumberOf(attempt)), attempt.Path));

    private static CallbackAttempt Attempt(string body, string target = "/v1/callbacks/oss", DateTimeOffset? at = null) => new()
    {
        At = at ?? Now,
        Took = TimeSpan.Zero,
        Verdict = "recorded",
        Target = target,
        Paths = [],
        Headers = [],
        Body = Encoding.ASCII.GetBytes(body),
    };
}
