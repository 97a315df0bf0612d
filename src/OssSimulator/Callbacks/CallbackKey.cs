using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Callbacks;

/// <summary>The key pair that signs callbacks: 512 bits, as OSS's own, made once and kept with the data.</summary>
internal sealed class CallbackKey : IDisposable
{
    public const string PublicPath = "/callback_pub_key_v1.pem";

    private const string FileName = "callback_key.pem";
    private const int KeySize = 512;

    private readonly RSA rsa;
    private readonly Lock turns = new();

    public CallbackKey(SimulatorOptions options)
    {
        var path = Path.Combine(Directory.CreateDirectory(options.DataFolder).FullName, FileName);
        rsa = File.Exists(path) ? Load(path) : Make(path);
        PublicPem = rsa.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    public string PublicPem { get; }

    /// <summary>Signs decoded path, raw query, line feed and body, in that order.</summary>
    public string Sign(CallbackUrl url, ReadOnlySpan<byte> body)
    {
        byte[] text = [.. url.DecodedPath, .. Encoding.UTF8.GetBytes(url.Query), (byte)'\n', .. body];
        var hash = MD5.HashData(text);
        byte[] signature;

        // A key does not promise to serve many at once; what does not need it is done outside.
        lock (turns) signature = rsa.SignHash(hash, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
        return Convert.ToBase64String(signature);
    }

    public void Dispose() => rsa.Dispose();

    private static RSA Load(string path)
    {
        var loaded = RSA.Create();
        loaded.ImportFromPem(File.ReadAllText(path));
        return loaded;
    }

    private static RSA Make(string path)
    {
        var made = RSA.Create(KeySize);
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, made.ExportPkcs8PrivateKeyPem());
        File.Move(temporary, path, overwrite: true);
        return made;
    }
}
