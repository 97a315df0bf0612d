using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Requests;

/// <summary>Version 1.0 signatures of RPC-style API calls ("Signature mechanism"), which older SDKs use for STS.</summary>
public static class RpcSignature
{
    /// <summary>The string to sign over every parameter of query and form.</summary>
    public static string StringToSign(string method, IReadOnlyDictionary<string, string> parameters) =>
        $"{method}&%2F&{Uri.EscapeDataString(Acs3Signature.CanonicalQuery(parameters))}";

    /// <summary>The parameter <c>Signature</c>, Base64.</summary>
    public static string Sign(string method, IReadOnlyDictionary<string, string> parameters, string accessKeySecret) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"{accessKeySecret}&"), Encoding.UTF8.GetBytes(StringToSign(method, parameters))));
}
