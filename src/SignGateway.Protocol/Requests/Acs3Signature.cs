using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Requests;

/// <summary>ACS3-HMAC-SHA256 signatures of Alibaba Cloud API calls such as AssumeRole (Alibaba Cloud SDK, "V3 request structure and signature").</summary>
public static class Acs3Signature
{
    /// <summary>The algorithm's name, first word of the Authorization header.</summary>
    public const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>The canonical request. The headers must be exactly those that are signed, with <c>x-acs-content-sha256</c> among them.</summary>
    public static string CanonicalRequest(string method, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers)
    {
        var signed = headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim())).OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        return string.Join('\n',
            method,
            path,
            CanonicalQuery(query),
            string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")),
            string.Join(';', signed.Select(header => header.Name)),
            signed.First(header => header.Name == "x-acs-content-sha256").Value);
    }

    /// <summary>Parameters sorted by name and percent-encoded.</summary>
    public static string CanonicalQuery(IReadOnlyDictionary<string, string> query) => string.Join('&', query
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>The value of the Authorization header.</summary>
    public static string AuthorizationHeader(
        string method, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers, string accessKeyId, string accessKeySecret)
    {
        var canonical = CanonicalRequest(method, path, query, headers);
        var toSign = $"{Algorithm}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(accessKeySecret), Encoding.UTF8.GetBytes(toSign)));
        var names = string.Join(';', headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        return $"{Algorithm} Credential={accessKeyId},SignedHeaders={names},Signature={signature}";
    }
}
