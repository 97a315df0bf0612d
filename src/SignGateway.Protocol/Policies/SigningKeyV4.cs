using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Policies;

/// <summary>The key chain of V4 signatures: secret, day, region, service, request (OSS, "POST V4 signature").</summary>
public static class SigningKeyV4
{
    /// <summary>The key that signs one day's requests to one region.</summary>
    public static byte[] Derive(string accessKeySecret, DateTimeOffset time, string region)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes($"aliyun_v4{accessKeySecret}"), Encoding.UTF8.GetBytes(Day(time)));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Region(region)));
        key = HMACSHA256.HashData(key, "oss"u8);
        return HMACSHA256.HashData(key, "aliyun_v4_request"u8);
    }

    /// <summary>The region's id as signatures name it: without a leading <c>oss-</c>.</summary>
    public static string Region(string region) => region.StartsWith("oss-", StringComparison.Ordinal) ? region["oss-".Length..] : region;

    internal static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    internal static string Scope(DateTimeOffset time, string region) => $"{Day(time)}/{Region(region)}/oss/aliyun_v4_request";
}
