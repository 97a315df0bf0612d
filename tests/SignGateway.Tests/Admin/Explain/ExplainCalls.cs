using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>Has texts explained, and finds the points that a test is about.</summary>
internal static class ExplainCalls
{
    public static async Task<JsonObject> ExplainAsync(this TestGateway gateway, string text)
    {
        var (status, body) = await gateway.AskAsync("/explain", HttpMethod.Post, new JsonObject { ["text"] = text }.ToJsonString());
        return status == 200 ? body : throw new InvalidOperationException($"{status}: {body}");
    }

    public static Task<JsonObject> ExplainAsync(this TestGateway gateway, JsonObject json) => gateway.ExplainAsync(json.ToJsonString());

    public static string Kind(this JsonObject answer) => (string)answer["kind"]!;

    public static string Summary(this JsonObject answer) => (string)answer["summary"]!;

    public static string Signature(this JsonObject answer) => (string)answer["signature"]!;

    public static IEnumerable<JsonObject> Rows(this JsonObject answer, string? section = null) => answer["sections"]!.AsArray()
        .Where(found => section is null || (string)found!["title"]! == section)
        .SelectMany(found => found!["rows"]!.AsArray())
        .Select(row => row!.AsObject());

    /// <summary>The one point of that name in a section.</summary>
    public static JsonObject Row(this JsonObject answer, string section, string name) => answer.Rows(section).Single(row => (string)row["name"]! == name);

    /// <summary>The points that are missing or differ, as "section: name".</summary>
    public static string[] Wrong(this JsonObject answer) =>
    [
        .. answer["sections"]!.AsArray().SelectMany(section => section!["rows"]!.AsArray()
            .Where(row => (string)row!["verdict"]! is "missing" or "differs")
            .Select(row => $"{section["title"]}: {row!["name"]} {row["verdict"]}")),
    ];

    public static JsonObject Fields(this JsonObject grant) => grant["fields"]!.AsObject();

    /// <summary>The callback that a grant carries, as OSS reads it.</summary>
    public static JsonObject Callback(this JsonObject grant) => JsonNode.Parse(Convert.FromBase64String((string)grant.Fields()["callback"]!))!.AsObject();

    /// <summary>The ticket in a grant's callback.</summary>
    public static string Ticket(this JsonObject grant) => ((string)grant.Callback()["callbackBody"]!).Split('&')[0]["ticket=".Length..];

    public static string Base64(this JsonNode json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
}
