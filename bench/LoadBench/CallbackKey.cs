using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LoadBench;

/// <summary>A key made for the run, which signs callbacks as OSS does; of any number of threads.</summary>
internal sealed class CallbackKey : IDisposable
{
    private readonly ThreadLocal<RSA> _key;

    public CallbackKey()
    {
        using var made = RSA.Create(512);
        var parameters = made.ExportParameters(includePrivateParameters: true);
        _key = new ThreadLocal<RSA>(() => RSA.Create(parameters), trackAllValues: true);
    }

    public string PublicPem => _key.Value!.ExportSubjectPublicKeyInfoPem();

    /// <summary>The callback for the upload of a grant.</summary>
    public SignedCallback Sign(JsonElement grant)
    {
        var body = Fill(grant);
        var signature = _key.Value!.SignData(Encoding.UTF8.GetBytes($"{SignedCallback.Path}\n{body}"), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
        return new SignedCallback(Convert.ToBase64String(signature), body, grant.GetProperty("statusUrl").GetString()!);
    }

    public void Dispose()
    {
        foreach (var key in _key.Values)
            key.Dispose();
        _key.Dispose();
    }

    private static string Fill(JsonElement grant)
    {
        using var callback = JsonDocument.Parse(Convert.FromBase64String(grant.GetProperty("fields").GetProperty("callback").GetString()!));
        return callback.RootElement.GetProperty("callbackBody").GetString()!
            .Replace("${bucket}", grant.GetProperty("bucket").GetString(), StringComparison.Ordinal)
            .Replace("${object}", Uri.EscapeDataString(grant.GetProperty("key").GetString()!), StringComparison.Ordinal)
            .Replace("${etag}", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), StringComparison.Ordinal)
            .Replace("${size}", "48213", StringComparison.Ordinal)
            .Replace("${mimeType}", "image%2Fpng", StringComparison.Ordinal)
            .Replace("${crc64}", "1", StringComparison.Ordinal)
            .Replace("${reqId}", Convert.ToHexString(RandomNumberGenerator.GetBytes(12)), StringComparison.Ordinal)
            .Replace("${imageInfo.width}", "800", StringComparison.Ordinal)
            .Replace("${imageInfo.height}", "600", StringComparison.Ordinal)
            .Replace("${imageInfo.format}", "png", StringComparison.Ordinal)
            .Replace("${x:album}", "7", StringComparison.Ordinal);
    }
}
