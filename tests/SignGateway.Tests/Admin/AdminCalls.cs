using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Admin;

/// <summary>Calls of an administrator named ann.</summary>
internal static class AdminCalls
{
    public const string Admin = "ann";
    public const string Role = "sign-gateway-admin";

    public static async Task<(int Status, JsonObject Body)> AskAsync(this TestGateway gateway, string path, HttpMethod? method = null, string? json = null)
    {
        var (status, body, _) = await gateway.SendAsync(method ?? HttpMethod.Get, $"/v1/admin{path}", Admin, json, Role);
        return ((int)status, body);
    }

    public static async Task<JsonObject> ReadAsync(this TestGateway gateway, string path)
    {
        var (status, body) = await gateway.AskAsync(path);
        return status == 200 ? body : throw new InvalidOperationException($"{path} answered {status}: {body}");
    }
}
