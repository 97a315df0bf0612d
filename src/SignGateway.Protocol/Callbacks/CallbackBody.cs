using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SignGateway.Protocol.Callbacks;

/// <summary>A callback's body as names and values. Parsed only after its signature has verified, and defensively all the same: OSS does not check what it sends.</summary>
public sealed class CallbackBody
{
    private const int MaxNames = 200;

    private readonly Dictionary<string, (string? Text, string? KeepingPlus)> _values = new(StringComparer.Ordinal);

    private CallbackBody()
    {
    }

    /// <summary>The names that are there, null values included.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>A value; in a form, <c>+</c> reads as a space. Null if it is missing or null.</summary>
    public string? Get(string name) => _values.GetValueOrDefault(name).Text;

    /// <summary>A value; in a form, <c>+</c> stays a plus sign. Null if it is missing or null.</summary>
    public string? GetKeepingPlus(string name) => _values.GetValueOrDefault(name).KeepingPlus;

    /// <summary>
    /// Reads a body. False, with a reason that quotes nothing, if it does not parse, names something twice, or holds control characters.
    /// </summary>
    public static bool TryParse(string? contentType, ReadOnlyMemory<byte> body, out CallbackBody? parsed, out string reason)
    {
        parsed = null;
        if (!Utf8.IsValid(body.Span))
        {
            reason = "the body is not UTF-8";
            return false;
        }

        var read = new CallbackBody();
        reason = contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? read.ReadJson(body) : read.ReadForm(body.Span);
        parsed = reason.Length == 0 ? read : null;
        return parsed is not null;
    }

    private string ReadForm(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            if (Decode(name) is not { } plainName || Decode(value) is not { } keepingPlus || Decode(value.Replace('+', ' ')) is not { } withSpaces)
                return "the body is not percent-encoded UTF-8";
            if (Add(plainName, withSpaces, keepingPlus) is { Length: > 0 } fault)
                return fault;
        }

        return "";
    }

    private string ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "the body is not a JSON object";
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var value = JsonText(property.Value);
                if (Add(property.Name, value, value) is { Length: > 0 } fault)
                    return fault;
            }

            return "";
        }
        catch (JsonException)
        {
            return "the body is not valid JSON";
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return "the body holds half a character";
        }
    }

    // A value that OSS may leave out is asked for alone in an array; larger things are not ours and read as missing.
    private static string? JsonText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array when value.GetArrayLength() == 1 && value[0].ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) => JsonText(value[0]),
        _ => null,
    };

    private string Add(string name, string? text, string? keepingPlus)
    {
        if (name.Any(char.IsControl) || text?.Any(char.IsControl) == true)
            return "the body holds control characters";
        if (!_values.TryAdd(name, (text, keepingPlus)))
            return "the body names something twice";
        return _values.Count > MaxNames ? "the body has too many names" : "";
    }

    private static string? Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                var length = char.IsHighSurrogate(text[index]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(index, length)));
                index += length - 1;
            }
            else if (index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(index + 1, 2), 16));
                index += 2;
            }
            else
            {
                return null;
            }
        }

        var decoded = bytes.ToArray();
        return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
    }
}
