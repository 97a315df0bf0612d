using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LoadBench;

/// <summary>Makes callbacks as OSS would, each for an upload of its own, signed with a key made for the run.</summary>
internal sealed class CallbackSigner : IDisposable
{
    // As many as a request may ask for.
    private const int Batch = 100;

    private readonly RSA _key = RSA.Create(512);

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Asks a gateway for uploads of a profile, and makes their callbacks.</summary>
    public async Task<IReadOnlyList<SignedCallback>> MakeAsync(HttpClient gateway, int count, string profile = Gateway.QuietProfile)
    {
        var grant = $"{{\"profile\":\"{profile}\",\"fileName\":\"photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{{\"album\":\"7\"}}}}";
        var request = $"{{\"uploads\":[{string.Join(',', Enumerable.Repeat(grant, Batch))}]}}";
        var made = new List<SignedCallback>();
        while (made.Count < count)
        {
            using var response = await gateway.PostAsync("/v1/uploads:batch", new StringContent(request, Encoding.UTF8, "application/json"));
            response.EnsureSuccessStatusCode();
            using var grants = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            made.AddRange(grants.RootElement.GetProperty("grants").EnumerateArray().Select(Sign));
        }

        return made;
    }

    public void Dispose() => _key.Dispose();

    private SignedCallback Sign(JsonElement grant)
    {
        var body = Fill(grant);
        var signature = _key.SignData(Encoding.UTF8.GetBytes($"{Gateway.CallbackPath}\n{body}"), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
        return new SignedCallback(Convert.ToBase64String(signature), body);
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
