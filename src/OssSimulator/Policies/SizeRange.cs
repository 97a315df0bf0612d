namespace OssSimulator.Policies;

/// <summary>An inclusive range of file sizes in bytes.</summary>
internal sealed record SizeRange(long Min, long Max)
{
    public static readonly SizeRange Any = new(0, long.MaxValue);

    public SizeRange Intersect(SizeRange other) => new(Math.Max(Min, other.Min), Math.Min(Max, other.Max));
}
