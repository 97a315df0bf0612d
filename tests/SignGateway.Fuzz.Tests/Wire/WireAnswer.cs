using System.Text;
using System.Text.Json.Nodes;

namespace SignGateway.Fuzz.Tests.Wire;

/// <summary>What came back.</summary>
internal sealed record WireAnswer(int Status, string ContentType, byte[] Body, bool Closes)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
