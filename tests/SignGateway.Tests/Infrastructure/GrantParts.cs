using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace SignGateway.Tests.Infrastructure;

/// <summary>What a grant of any method tells OSS: in a form's fields, in headers, or in the query of its URL.</summary>
internal sealed class GrantParts(JsonObject grant)
{
    public string Callback => Field("callback") ?? Header("x-oss-callback") ?? Parameter("callback") ?? throw new InvalidOperationException("The grant has no callback.");

    public string ContentType => Field("x-oss-content-type") ?? Header("Content-Type") ?? "application/octet-stream";

    public string? Ticket => Field("x-oss-meta-upload-ticket") ?? Header("x-oss-meta-upload-ticket");

    /// <summary>The variables, with their <c>x:</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Vars
    {
        get
        {
            var source = (Header("x-oss-callback-var") ?? Parameter("callback-var")) is { } encoded
                ? JsonNode.Parse(Convert.FromBase64String(encoded))!.AsObject()
                : grant["fields"]!.AsObject();
            return source.Where(pair => pair.Key.StartsWith("x:", StringComparison.Ordinal)).Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!));
        }
    }

    public string? Header(string name) => (string?)grant["headers"]?[name];

    public string? Parameter(string name) => grant["url"] is { } url && QueryHelpers.ParseQuery(new Uri((string)url!).Query).TryGetValue(name, out var value) ? value.ToString() : null;

    private string? Field(string name) => (string?)grant["fields"]![name];
}
