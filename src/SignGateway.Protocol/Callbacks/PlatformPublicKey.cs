using System.Security.Cryptography;

namespace SignGateway.Protocol.Callbacks;

/// <summary>Verifies with the platform's RSA.</summary>
public sealed class PlatformPublicKey : CallbackPublicKey
{
    private readonly RSA _rsa;

    private PlatformPublicKey(RSA rsa) => _rsa = rsa;

    /// <inheritdoc/>
    public override int SignatureLength => (_rsa.KeySize + 7) / 8;

    /// <summary>Reads a PEM public key; null if it is not an RSA one, or if the platform refuses it.</summary>
    public static PlatformPublicKey? TryCreate(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return new PlatformPublicKey(rsa);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(text, digest);
        return signature.Length == SignatureLength && _rsa.VerifyHash(digest, signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rsa.Dispose();
        base.Dispose(disposing);
    }
}
