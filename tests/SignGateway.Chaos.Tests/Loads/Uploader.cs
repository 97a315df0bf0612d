using System.Text.Json.Nodes;
using SignGateway.TestHosts;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>Takes one upload through: sign, post, and whatever its user does after that.</summary>
internal sealed class Uploader(ReplicaClient client)
{
    public async Task UploadAsync(Upload upload, bool leaves, bool deletes)
    {
        if (await SignAsync(upload) is not { } grant)
            return;
        await PostAsync(upload, grant);
        if (!upload.IsSeenStored && !leaves)
            await ConfirmAsync(upload);
        if (deletes)
            await DeleteAsync(upload);
    }

    public async Task ConfirmAsync(Upload upload)
    {
        var (status, body) = await client.AskAsync(HttpMethod.Post, $"/v1/uploads/{upload.Id}/confirm");
        var code = (string?)body?["code"];
        if (status == 200)
            SeeStored(upload, body!);
        // What storage took is there; only of a form that it refused, or never answered, may nothing be found.
        else if (status is not (0 or 503) && !(code == "object_not_found" && upload.Posted is 0 or 503))
            upload.Oddities.Enqueue($"confirm of {upload} answered {status} {code}");
    }

    public async Task DeleteAsync(Upload upload)
    {
        upload.IsDeleteAsked = true;
        var (status, body) = await client.AskAsync(HttpMethod.Delete, $"/v1/uploads/{upload.Id}");
        upload.IsSeenDeleted = status == 204;
        if (status is not (0 or 204 or 503))
            upload.Oddities.Enqueue($"delete of {upload} answered {status} {body?["code"]}");
    }

    public async Task<JsonNode?> SignAsync(Upload upload)
    {
        var request = new JsonObject { ["fileName"] = $"file {upload.Number}.bin", ["contentType"] = upload.ContentType, ["size"] = upload.File.Count };
        var (status, grant) = await client.AskAsync(HttpMethod.Post, "/v1/uploads", request);
        if (status is not 201)
        {
            if (status is not (0 or 503))
                upload.Oddities.Enqueue($"sign of {upload} answered {status} {grant?["code"]}");
            return null;
        }

        upload.Id = (string)grant!["id"]!;
        upload.Key = (string)grant["key"]!;
        return grant;
    }

    public static async Task PostAsync(Upload upload, JsonNode grant)
    {
        var (status, body) = await ReplicaClient.TryAsync<string>(async () => await GatewayClient.PostAsync(grant, [.. upload.File]));
        upload.Posted = status;
        if (status == 200)
            SeeStored(upload, JsonNode.Parse(body!)!);
        else if (status is not (0 or 203 or 503))
            upload.Oddities.Enqueue($"post of {upload} answered {status} {body}");
    }

    private static void SeeStored(Upload upload, JsonNode answer)
    {
        upload.SeenETag = (string?)answer["etag"] ?? "";
        var seen = ((string?)answer["id"], (string?)answer["userId"], (string?)answer["key"], (string?)answer["state"], (long?)answer["size"]);
        if (seen != (upload.Id, upload.User, upload.Key, "stored", upload.File.Count))
            upload.Oddities.Enqueue($"{upload} was answered {answer.ToJsonString()}");
    }
}
