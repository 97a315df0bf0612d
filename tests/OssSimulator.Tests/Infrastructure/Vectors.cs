using System.Text.Json.Nodes;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>The published examples, one theory row each.</summary>
internal static class Vectors
{
    public static IEnumerable<JsonNode> Of(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file)))!["vectors"]!.AsArray()!;

    public static TheoryData<string> Ids(string file) => [.. Of(file).Select(vector => vector["id"]!.GetValue<string>())];

    public static JsonNode Get(string file, string id) => Of(file).Single(vector => vector["id"]!.GetValue<string>() == id);

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();
}
