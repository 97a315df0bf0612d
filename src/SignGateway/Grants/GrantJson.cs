using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SignGateway.Grants;

/// <summary>Properties of a request's JSON. One that is null counts as absent.</summary>
internal static class GrantJson
{
    public static bool TryGet(this JsonElement json, string name, out JsonElement element) =>
        json.TryGetProperty(name, out element) && element.ValueKind != JsonValueKind.Null;

    public static bool TryGetText(this JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return false;
        }
    }
}
