using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LoadBench;

/// <summary>Makes callbacks as OSS would, each for an upload of its own, signed with a key made for the run.</summary>
internal sealed class SignedCallbacks : IDisposable
{
    private readonly RSA _key = RSA.Create(512);

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Writes a Lua script that posts each callback once, and then begins again.</summary>
    public async Task<string> WriteScriptAsync(HttpClient gateway, int count, string keyUrl, string folder)
    {
        var script = new StringBuilder();
        script.AppendLine("local all = {}");
        var request = $"{{\"uploads\":[{string.Join(',', Enumerable.Repeat("{\"fileName\":\"photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{\"album\":\"7\"}}", 100))}]}}";
        for (var made = 0; made < count; made += 100)
        {
            using var response = await gateway.PostAsync("/v1/uploads:batch", new StringContent(request, Encoding.UTF8, "application/json"));
            response.EnsureSuccessStatusCode();
            using var grants = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            foreach (var grant in grants.RootElement.GetProperty("grants").EnumerateArray())
            {
                var body = Fill(grant);
                var signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes($"/v1/callbacks/oss\n{body}"), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));
                script.AppendLine($"all[#all+1] = {{\"{signature}\", \"{body}\"}}");
            }
        }

        script.AppendLine($$"""
            local at = 0
            local key = "{{Convert.ToBase64String(Encoding.ASCII.GetBytes(keyUrl))}}"
            request = function()
              at = at % #all + 1
              return wrk.format("POST", nil, {["Authorization"] = all[at][1], ["x-oss-pub-key-url"] = key, ["Content-Type"] = "application/x-www-form-urlencoded"}, all[at][2])
            end
            """);
        var path = Path.Combine(folder, $"callbacks-{Guid.NewGuid():N}.lua");
        await File.WriteAllTextAsync(path, script.ToString());
        return path;
    }

    public void Dispose() => _key.Dispose();

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
