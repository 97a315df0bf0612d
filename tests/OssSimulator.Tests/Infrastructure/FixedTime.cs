namespace OssSimulator.Tests.Infrastructure;

/// <summary>A clock that stands still; its timers are the system's.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
