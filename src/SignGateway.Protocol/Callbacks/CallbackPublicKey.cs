using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Protocol.Callbacks;

/// <summary>A public key that verifies callbacks: RSA PKCS#1 v1.5 over MD5. Safe to use from many threads at once.</summary>
public abstract class CallbackPublicKey : IDisposable
{
    // A callback that OSS signed in 2019; the official key must verify it.
    private const string SelfTestText = 
        "/api/AliYunOssCallback\nfilename=headSculpture%2Fjikang2.jpg&size=108904&mimeType=image%2Fjpeg&height=278&width=200";
    private const string SelfTestSignature = 
        "HHtQ8zgAo4WUCg7Iy/njrsluS+ZDmgMwIHag+vmRvIC4Ph5rxNQ3+WOfJZvzwIKQsNftEDC0PCU03hpjId3vIQ==";

    private static readonly Lazy<bool> PlatformWorks = new(SelfTest);

    /// <summary>Bytes of a signature made with this key.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Whether the signature was made over the text with this key.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Reads a PEM public key; null if it is not an RSA one. Uses the platform's RSA, or BouncyCastle where a self-test shows that
    /// the platform refuses MD5 or 512-bit keys.
    /// </summary>
    public static CallbackPublicKey? TryParse(string pem) =>
        PlatformWorks.Value ? PlatformPublicKey.TryCreate(pem) : BouncyCastlePublicKey.TryCreate(pem);

    /// <summary>Releases the key.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private static bool SelfTest()
    {
        try
        {
            using var key = PlatformPublicKey.TryCreate(OfficialPublicKey.V1Pem);
            return key is not null && key.Verify(Encoding.ASCII.GetBytes(SelfTestText), Convert.FromBase64String(SelfTestSignature));
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
