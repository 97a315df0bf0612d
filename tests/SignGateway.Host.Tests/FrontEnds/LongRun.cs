using System.Globalization;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>How large the large file is; <c>./test.sh multipart</c> makes it two gigabytes.</summary>
public static class LongRun
{
    private static readonly long? Wanted =
        long.TryParse(Environment.GetEnvironmentVariable("MULTIPART_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    /// <summary>So much in each part that it is not over before a test can look; not so many parts in a long run.</summary>
    public static long PartSize { get; } = Wanted is null ? 1 << 20 : 8 << 20;

    /// <summary>A file of 24 parts.</summary>
    public static long Short => 24 * PartSize;

    /// <summary>The large file.</summary>
    public static long Bytes => Wanted ?? Short;

    /// <summary>For whatever takes as long as the file is large.</summary>
    public static float Patience => (float)TimeSpan.FromMinutes(Wanted is null ? 2 : 30).TotalMilliseconds;
}
