using System.Security.Cryptography;
using System.Text;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>The third signature of Alibaba Cloud's APIs: one HMAC over the hash of a canonical request, no derived keys.</summary>
internal static class Acs3Signature
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    public static string CanonicalRequest(
        string method,
        IEnumerable<KeyValuePair<string, string>> query,
        IEnumerable<string> signedHeaders,
        Func<string, string?> header,
        byte[] body)
    {
        var names = signedHeaders.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder().Append(method).Append("\n/\n").Append(Query(query)).Append('\n');
        foreach (var name in names) text.Append(name).Append(':').Append(header(name)?.Trim()).Append('\n');
        return text.Append('\n').AppendJoin(';', names).Append('\n').Append(Hash(body)).ToString();
    }

    public static string StringToSign(string canonicalRequest) => $"{Algorithm}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static string Compute(string secret, string stringToSign) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stringToSign)));

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Other than in OSS's own signatures a parameter without a value keeps its equals sign.</summary>
    private static string Query(IEnumerable<KeyValuePair<string, string>> query) => string.Join('&', query
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{PercentEncoding.Encode(pair.Key)}={PercentEncoding.Encode(pair.Value)}"));
}
