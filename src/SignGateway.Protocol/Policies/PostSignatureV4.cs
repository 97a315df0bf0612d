using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Policies;

/// <summary>V4 signatures of PostObject forms (OSS, "POST V4 signature").</summary>
public static class PostSignatureV4
{
    /// <summary>The value of <c>x-oss-signature-version</c>.</summary>
    public const string Algorithm = "OSS4-HMAC-SHA256";

    /// <summary>How long after <c>x-oss-date</c> a form is taken, whatever its policy says.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(7);

    /// <summary>How far in the future <c>x-oss-date</c> may lie.</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The value of <c>x-oss-date</c>: <c>yyyyMMddTHHmmssZ</c>, UTC.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads the value of <c>x-oss-date</c>; null if OSS would not take it. The first and the last year that there are no clock says, and nothing could be added to.</summary>
    public static DateTimeOffset? ParseDate(string? text) =>
        DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1 and < 9999 ? time : null;

    /// <summary>The value of <c>x-oss-credential</c>.</summary>
    public static string Credential(string accessKeyId, DateTimeOffset time, string region) => $"{accessKeyId}/{SigningKeyV4.Scope(time, region)}";

    /// <summary>The value of <c>x-oss-signature</c> over a Base64 policy, lower-case hex.</summary>
    public static string Sign(string accessKeySecret, string region, DateTimeOffset time, string policyBase64) =>
        Sign(SigningKeyV4.Derive(accessKeySecret, time, region), policyBase64);

    /// <summary>The same with a key that was derived before, for whoever signs many forms a day.</summary>
    public static string Sign(byte[] signingKey, string policyBase64) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(policyBase64)));

    /// <summary>The same with an HMAC-SHA256 that has that key and may be used again, and a policy that is not Base64 yet.</summary>
    public static string Sign(IncrementalHash signingHash, PolicyDocument policy)
    {
        var json = policy.Utf8Json;
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(json.Length));
        Base64.EncodeToUtf8(json, buffer, out _, out var length);
        signingHash.AppendData(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        signingHash.GetHashAndReset(signature);
        return Convert.ToHexStringLower(signature);
    }
}
