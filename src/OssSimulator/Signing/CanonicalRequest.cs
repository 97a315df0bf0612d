using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Signing;

/// <summary>The text a V4 request signature covers.</summary>
internal static class CanonicalRequest
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string PayloadHashHeader = "x-oss-content-sha256";

    public static string Build(
        string method,
        string bucket,
        string key,
        IEnumerable<KeyValuePair<string, string>> query,
        IReadOnlyDictionary<string, string> headers,
        IEnumerable<string> additionalHeaders)
    {
        var additional = additionalHeaders.Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToList();
        var signed = headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .Where(header => IsAlwaysSigned(header.Name) || additional.Contains(header.Name))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var payload = signed.FirstOrDefault(header => header.Name == PayloadHashHeader).Value ?? UnsignedPayload;

        var text = new StringBuilder()
            .Append(method).Append('\n')
            .Append('/').Append(PercentEncoding.Encode(bucket)).Append('/').Append(PercentEncoding.EncodePath(key)).Append('\n')
            .Append(Query(query)).Append('\n');
        foreach (var (name, value) in signed) text.Append(name).Append(':').Append(value).Append('\n');
        return text.Append('\n').AppendJoin(';', additional).Append('\n').Append(payload).ToString();
    }

    public static string StringToSign(string time, CredentialScope scope, string canonicalRequest) =>
        $"{CredentialScope.Algorithm}\n{time}\n{scope.Text}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    private static bool IsAlwaysSigned(string name) =>
        name is "content-type" or "content-md5" || name.StartsWith("x-oss-", StringComparison.Ordinal);

    private static string Query(IEnumerable<KeyValuePair<string, string>> query) => string.Join('&', query
        .Select(pair => (Name: PercentEncoding.Encode(pair.Key), Value: PercentEncoding.Encode(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => pair.Value.Length == 0 ? pair.Name : $"{pair.Name}={pair.Value}"));
}
