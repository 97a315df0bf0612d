using System.Runtime.CompilerServices;

namespace OssSimulator.Faults;

/// <summary>How long a fault lasts; safe to use from many requests at once.</summary>
internal sealed class FaultTime(TimeSpan preset)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private long ticks = preset.Ticks;

    public TimeSpan Value => new(Volatile.Read(ref ticks));

    public void Set(TimeSpan value, [CallerMemberName] string name = "")
    {
        if (value < TimeSpan.Zero || value > Longest) throw new ArgumentOutOfRangeException(name, value, "Must lie between nothing and 24 days.");
        Volatile.Write(ref ticks, value.Ticks);
    }
}
