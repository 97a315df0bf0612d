using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>One answer of the stand-in: a status and, but for 204, JSON.</summary>
public sealed record StandInAnswer(int Status, string? Json)
{
    public static StandInAnswer Unauthenticated { get; } = Problem(401, "unauthenticated", "Send a bearer token.");

    public static StandInAnswer Ok(JsonNode json) => new(200, json.ToJsonString());

    public static StandInAnswer Problem(int status, string code, string detail) =>
        new(status, new JsonObject { ["status"] = status, ["code"] = code, ["detail"] = detail }.ToJsonString());

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Json is null)
            return;
        response.ContentType = Status < 400 ? "application/json" : "application/problem+json";
        await response.WriteAsync(Json);
    }
}
