using System.Security.Cryptography;

namespace SignGateway.Telemetry;

/// <summary>A short name for a secret that has no id. Secrets are random and long, so 32 bits of a digest give nothing away.</summary>
public static class KeyFingerprint
{
    private const int Bytes = 4;

    /// <summary>Eight hex digits, the same wherever the secret is the same.</summary>
    public static string Of(ReadOnlySpan<byte> secret)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("sign-gateway key fingerprint\0"u8);
        hash.AppendData(secret);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }
}
