using System.Globalization;
using System.Text.Json.Nodes;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Protocol.Tests;

/// <summary>The vectors in <c>vectors/</c>, made by independent implementations, some of them signed by production OSS.</summary>
internal static class Vectors
{
    public static readonly IReadOnlyDictionary<string, int> Counts = new Dictionary<string, int>
    {
        ["callback-body-observed"] = 6,
        ["callback-verify"] = 44,
        ["header-v4"] = 6,
        ["postobject-v1"] = 3,
        ["postobject-v4"] = 6,
        ["presign-v4"] = 9,
        ["pub-key-url"] = 27,
        ["sts-acs3"] = 5,
        ["sts-rpc-v1"] = 3,
        ["upload-v4"] = 10,
    };

    public static JsonNode File(string name) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", $"{name}.json")))!;

    public static TheoryData<string> Ids(string name) => [.. File(name)["vectors"]!.AsArray().Select(vector => vector!.Text("id"))];

    public static JsonNode Find(string name, string id) => File(name)["vectors"]!.AsArray().Single(vector => vector!.Text("id") == id)!;

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    public static string? OptionalText(this JsonNode node, string name) => node[name]?.GetValue<string>();

    public static DateTimeOffset Time(this JsonNode input, string name = "signTime") => input[name] is { } text
        ? DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture)
        : DateTimeOffset.FromUnixTimeSeconds(input["signTimeUnix"]!.GetValue<long>());

    public static OssCredentials Credentials(this JsonNode input) =>
        new(input.Text("accessKeyId"), input.Text("accessKeySecret"), input.OptionalText("securityToken"));

    public static Dictionary<string, string> Texts(this JsonNode? node) =>
        node?.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "") ?? [];

    public static byte[] Bytes(this JsonNode node, string name) => Convert.FromBase64String(node.Text(name));

}
