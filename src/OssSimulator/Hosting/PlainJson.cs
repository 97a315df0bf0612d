using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OssSimulator.Hosting;

internal static class PlainJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With the plus signs of tokens as they are, as the cloud's own services write them.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Relaxed);
}
