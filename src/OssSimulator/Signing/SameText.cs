using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Signing;

internal static class SameText
{
    /// <summary>Compares signatures and tokens in a time that does not tell how much of them agrees.</summary>
    public static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
