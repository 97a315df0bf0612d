using System.Text.Json;
using System.Text.Unicode;
using OssSimulator.Errors;

namespace OssSimulator.Callbacks;

/// <summary>Reads <c>callback-var</c>: a map of the <c>x:</c> variables of a callback.</summary>
internal static class CallbackVarParser
{
    private const int LengthLimit = 5 * 1024;

    public static OssError? Parse(string encoded, out Dictionary<string, string> variables)
    {
        variables = [];
        if (encoded.Length > LengthLimit) return Wrong("The callback-var exceeds 5 KB.", encoded, "0007-00000101");
        var bytes = new byte[encoded.Length];
        if (encoded.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return Wrong("The callback-var is not base64 encoded.", encoded);
        }

        // The reader looks at names only when they are asked for.
        if (!Utf8.IsValid(bytes.AsSpan(0, length))) return NotJson(encoded);
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, encoded, variables) : NotJson(encoded);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair inside a string causes.
            return NotJson(encoded);
        }
    }

    private static OssError? Read(JsonElement root, string encoded, Dictionary<string, string> variables)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!IsName(member.Name)) return Wrong("The names in callback-var must begin with x: and have no capitals.", encoded);
            if (member.Value.ValueKind != JsonValueKind.String) return Wrong("The values in callback-var must be strings.", encoded);
            variables[member.Name] = member.Value.GetString()!;
        }

        return null;
    }

    private static bool IsName(string name) => name.Length > 2 && name.StartsWith("x:", StringComparison.Ordinal) && !name.Any(char.IsUpper);

    private static OssError NotJson(string encoded) => Wrong("The callback-var is not json format.", encoded);

    private static OssError Wrong(string message, string encoded, string? ec = null) => OssErrors.InvalidArgument(message, "callback-var", encoded, ec);
}
