using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>Uploads by several users, each file with a name of its own, and what the gateway says of them.</summary>
public static class ManyUploads
{
    private const int PerBatch = 100;
    private const int AtOnce = 8;

    /// <summary>Signs forms for one user, a batch at a time.</summary>
    public static async Task<IReadOnlyList<JsonNode>> SignAsync(GatewayClient client, string user, int count)
    {
        var grants = new List<JsonNode>();
        foreach (var batch in Enumerable.Range(0, count).Chunk(PerBatch))
        {
            var uploads = new JsonArray([.. batch.Select(number => new JsonObject { ["fileName"] = $"{user} 文件 {number}.bin" })]);
            var (status, body) = await client.SendAsync(HttpMethod.Post, "/v1/uploads:batch", new JsonObject { ["uploads"] = uploads });
            grants.AddRange(status == 200 ? body!["grants"]!.AsArray().Select(grant => grant!) : throw new InvalidOperationException($"Signing answered {status}: {body}"));
        }

        return grants;
    }

    /// <summary>Posts every form; the statuses that were answered.</summary>
    public static async Task<IReadOnlyCollection<int>> PostAsync(IEnumerable<JsonNode> grants)
    {
        var statuses = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(
            grants,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (grant, _) => statuses.Add((await GatewayClient.PostAsync(grant, [1, 2, 3])).Status));
        return statuses;
    }

    /// <summary>All stored uploads of a user, by id.</summary>
    public static async Task<Dictionary<string, JsonObject>> ListAsync(GatewayClient client)
    {
        var uploads = new Dictionary<string, JsonObject>();
        string? cursor = null;
        do
        {
            var (_, page) = await client.SendAsync(HttpMethod.Get, $"/v1/uploads?state=stored&limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var upload in page!["items"]!.AsArray())
                uploads.Add((string)upload!["id"]!, upload.AsObject());
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return uploads;
    }
}
