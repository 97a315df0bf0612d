using System.Globalization;

namespace SignGateway.Protocol.Policies;

/// <summary>The parts of <c>x-oss-credential</c>: <c>id/yyyyMMdd/region/oss/aliyun_v4_request</c> (OSS, "POST V4 signature").</summary>
/// <param name="AccessKeyId">Whose key signs.</param>
/// <param name="Day">The day of the signing key, UTC.</param>
/// <param name="Region">The region, without <c>oss-</c>.</param>
public sealed record CredentialV4(string AccessKeyId, DateOnly Day, string Region)
{
    /// <summary>Midnight of the day, UTC.</summary>
    public DateTimeOffset Time => new(Day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Reads the field's value; null if OSS would not take it.</summary>
    public static CredentialV4? Parse(string? text) =>
        text?.Split('/') is [{ Length: > 0 } id, var day, { Length: > 0 } region, "oss", "aliyun_v4_request"]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new CredentialV4(id, date, region)
            : null;
}
