namespace SignGateway.Storage.Tests.Guards;

/// <summary>A clock that a test sets.</summary>
internal sealed class SetTime : TimeProvider
{
    private DateTimeOffset _now = Uploads.Now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
