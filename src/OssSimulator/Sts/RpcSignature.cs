using System.Security.Cryptography;
using System.Text;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>The first signature of Alibaba Cloud's APIs, which older SDKs still use: an HMAC over the parameters, which carry it too.</summary>
internal static class RpcSignature
{
    public const string Parameter = "Signature";
    public const string Method = "HMAC-SHA1";
    public const string Version = "1.0";

    public static string StringToSign(string method, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = string.Join('&', parameters
            .Where(pair => pair.Key != Parameter)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{PercentEncoding.Encode(pair.Key)}={PercentEncoding.Encode(pair.Value)}"));
        return $"{method}&{PercentEncoding.Encode("/")}&{PercentEncoding.Encode(text)}";
    }

    public static string Compute(string secret, string stringToSign) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(stringToSign)));
}
