using System.Text.Json.Nodes;

namespace SignGateway.TestHosts;

/// <summary>A front end that uploads in parts: asks for URLs, puts parts straight to storage, has them put together.</summary>
public sealed class PartsClient(GatewayClient gateway)
{
    private static readonly HttpClient Anonymous = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Asks for a grant for a file of so many bytes.</summary>
    public Task<JsonNode> SignAsync(long size, string fileName = "film.mp4", JsonObject? vars = null, string? profile = null) => gateway.SignAsync(new JsonObject
    {
        ["method"] = "multipart",
        ["profile"] = profile ?? "default",
        ["fileName"] = fileName,
        ["contentType"] = "video/mp4",
        ["size"] = size,
        ["vars"] = vars ?? [],
    });

    public async Task<string> UrlAsync(JsonNode grant, int number)
    {
        var (status, body) = await gateway.SendAsync(HttpMethod.Post, (string)grant["partsUrl"]!, new JsonObject { ["numbers"] = new JsonArray(number) });
        return status == 200 ? (string)body!["parts"]![0]!["url"]! : throw new InvalidOperationException($"Asking for a URL answered {status}: {body}");
    }

    /// <summary>Puts a part under a URL; the status that storage answered.</summary>
    public static async Task<int> PutAsync(string url, byte[] part)
    {
        using var content = new ByteArrayContent(part);
        using var response = await Anonymous.PutAsync(new Uri(url), content);
        return (int)response.StatusCode;
    }

    /// <summary>Puts the parts of these numbers, or all.</summary>
    public async Task PutAsync(JsonNode grant, byte[] file, params int[] numbers)
    {
        var (partSize, count) = ((int)grant["partSize"]!, (int)grant["partCount"]!);
        foreach (var number in numbers.Length > 0 ? numbers : Enumerable.Range(1, count))
        {
            var part = file.AsSpan((number - 1) * partSize, Math.Min(partSize, file.Length - ((number - 1) * partSize))).ToArray();
            if (await PutAsync(await UrlAsync(grant, number), part) is not 200 and var status)
                throw new InvalidOperationException($"Part {number} was answered {status}.");
        }
    }

    public Task<(int Status, JsonNode? Body)> CompleteAsync(JsonNode grant) => gateway.SendAsync(HttpMethod.Post, (string)grant["completeUrl"]!);

    public Task<(int Status, JsonNode? Body)> ListAsync(JsonNode grant) => gateway.SendAsync(HttpMethod.Get, (string)grant["partsUrl"]!);
}
