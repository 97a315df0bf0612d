using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.OpenSsl;

namespace SignGateway.Protocol.Callbacks;

/// <summary>Verifies with BouncyCastle, for platforms whose own cryptography refuses MD5 or 512-bit keys. Only public data is involved.</summary>
public sealed class BouncyCastlePublicKey : CallbackPublicKey
{
    private readonly RsaKeyParameters _key;

    private BouncyCastlePublicKey(RsaKeyParameters key) => _key = key;

    /// <inheritdoc/>
    public override int SignatureLength => (_key.Modulus.BitLength + 7) / 8;

    /// <summary>Reads a PEM public key; null if it is not an RSA one.</summary>
    public static BouncyCastlePublicKey? TryCreate(string pem)
    {
        try
        {
            return new PemReader(new StringReader(pem)).ReadObject() is RsaKeyParameters { IsPrivate: false } key ? new BouncyCastlePublicKey(key) : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or InvalidOperationException or Org.BouncyCastle.Security.GeneralSecurityException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        var signer = new RsaDigestSigner(new MD5Digest());
        signer.Init(forSigning: false, _key);
        signer.BlockUpdate(text.ToArray(), 0, text.Length);
        return signer.VerifySignature(signature.ToArray());
    }
}
