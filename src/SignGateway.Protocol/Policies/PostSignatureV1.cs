using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Policies;

/// <summary>V1 signatures of PostObject forms (OSS, "PostObject"); not available to new accounts and buckets.</summary>
public static class PostSignatureV1
{
    /// <summary>The value of <c>Signature</c> over a Base64 policy, Base64.</summary>
    public static string Sign(string accessKeySecret, string policyBase64) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(accessKeySecret), Encoding.UTF8.GetBytes(policyBase64)));
}
