using System.Globalization;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>How large the large file is; <c>./test.sh multipart</c> makes it two gigabytes.</summary>
public static class LongRun
{
    public const long Short = 24 << 20;

    public static long Bytes { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("MULTIPART_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : Short;

    /// <summary>For whatever takes as long as the file is large.</summary>
    public static float Patience => (float)TimeSpan.FromMinutes(Bytes > Short ? 30 : 2).TotalMilliseconds;
}
