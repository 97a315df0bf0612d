using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Signing;

/// <summary>The V4 key chain and the signature made with it; forms and requests differ only in the text they sign.</summary>
internal static class V4Signature
{
    public static string Compute(string secret, string day, string region, string stringToSign) =>
        Convert.ToHexStringLower(Hash(SigningKey(secret, day, region), stringToSign));

    public static byte[] SigningKey(string secret, string day, string region)
    {
        var ofDay = Hash(Encoding.UTF8.GetBytes("aliyun_v4" + secret), day);
        var ofRegion = Hash(ofDay, region);
        var ofProduct = Hash(ofRegion, CredentialScope.Product);
        return Hash(ofProduct, CredentialScope.Terminator);
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
