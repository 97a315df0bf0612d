using System.Runtime.CompilerServices;

namespace OssSimulator.Faults;

/// <summary>How long a fault lasts, or how far off it is; safe to use from many requests at once.</summary>
internal sealed class FaultTime(TimeSpan preset, bool mayBeNegative = false)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly TimeSpan least = mayBeNegative ? TimeSpan.FromMilliseconds(int.MinValue) : TimeSpan.Zero;
    private long ticks = preset.Ticks;

    public TimeSpan Value => new(Volatile.Read(ref ticks));

    public void Set(TimeSpan value, [CallerMemberName] string name = "")
    {
        if (value < least || value > Longest) throw new ArgumentOutOfRangeException(name, value, $"Must lie between {least} and {Longest}.");
        Volatile.Write(ref ticks, value.Ticks);
    }
}
