using SignGateway.Callbacks;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

public sealed class CallbackDeadlineTests
{
    private readonly SetTime _time = new();

    [Fact]
    public void each_step_has_its_own_share()
    {
        using var deadline = new CallbackDeadline(_time);
        var guard = deadline.ForGuard();
        _time.Pass(TimeSpan.FromMilliseconds(499));
        Assert.False(guard.IsCancellationRequested);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(guard.IsCancellationRequested);

        var ledger = deadline.ForLedger();
        _time.Pass(TimeSpan.FromMilliseconds(1299));
        Assert.False(ledger.IsCancellationRequested);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(ledger.IsCancellationRequested);
    }

    [Fact]
    public void no_step_goes_beyond_what_all_have_together()
    {
        using var deadline = new CallbackDeadline(_time);
        _time.Pass(TimeSpan.FromMilliseconds(3900));
        var ledger = deadline.ForLedger();
        _time.Pass(TimeSpan.FromMilliseconds(100));
        Assert.True(ledger.IsCancellationRequested);
        Assert.True(deadline.ForBody().IsCancellationRequested);
    }

    [Fact]
    public void a_step_begins_with_its_whole_share_whatever_the_one_before_left()
    {
        using var deadline = new CallbackDeadline(_time);
        deadline.ForGuard();
        _time.Pass(TimeSpan.FromMilliseconds(400));
        var guard = deadline.ForGuard();
        _time.Pass(TimeSpan.FromMilliseconds(499));
        Assert.False(guard.IsCancellationRequested);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(guard.IsCancellationRequested);
    }
}
