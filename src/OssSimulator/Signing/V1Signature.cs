using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Signing;

/// <summary>The older form signature: HMAC-SHA1 over the Base64 policy.</summary>
internal static class V1Signature
{
    public static string Compute(string secret, string policyBase64) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(policyBase64)));
}
