namespace SignGateway.Protocol.Multipart;

/// <summary>How an object is cut into parts (OSS, "Multipart upload"): all of one size, but the last, which is what remains.</summary>
/// <param name="Size">The object's size in bytes; at least 1.</param>
/// <param name="PartSize">The size of every part but the last.</param>
public sealed record PartPlan(long Size, long PartSize)
{
    /// <summary>The most parts that an object can have; they are numbered from 1.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The smallest part; the last may be smaller.</summary>
    public const long MinPartSize = 100 * 1024;

    /// <summary>The largest part.</summary>
    public const long MaxPartSize = 5L << 30;

    /// <summary>The largest object: 48.8 TB.</summary>
    public const long MaxSize = MaxCount * MaxPartSize;

    /// <summary>How many parts there are.</summary>
    public int Count => (int)(((Size - 1) / PartSize) + 1);

    /// <summary>Cuts an object into parts of a size, or of the smallest multiple of it with which there are not too many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such object or part can be.</exception>
    public static PartPlan For(long size, long partSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, MinPartSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partSize, MaxPartSize);
        var parts = ((size - 1) / partSize) + 1;
        var times = ((parts - 1) / MaxCount) + 1;
        return new PartPlan(size, Math.Min(partSize * times, MaxPartSize));
    }

    /// <summary>How many bytes the part of a number has.</summary>
    public long SizeOf(int number) => number < Count ? PartSize : Size - ((Count - 1) * PartSize);
}
