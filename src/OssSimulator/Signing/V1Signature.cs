using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Signing;

/// <summary>The older signature: HMAC-SHA1 over the Base64 policy of a form, or over the text of a request.</summary>
internal static class V1Signature
{
    public static string Compute(string secret, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
