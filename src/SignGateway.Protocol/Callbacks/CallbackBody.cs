using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SignGateway.Protocol.Callbacks;

/// <summary>A callback's body as names and values. Parsed only after its signature has verified, and defensively all the same: OSS does not check what it sends.</summary>
public sealed class CallbackBody
{
    private const int MaxNames = 200;
    private const int UsualNames = 16;

    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([.. Enumerable.Range(0, 256).Select(code => (char)code).Where(char.IsControl)]);

    // So few that looking through them costs less than a dictionary.
    private readonly List<Entry> _entries = new(UsualNames);

    private CallbackBody()
    {
    }

    /// <summary>The names that are there, null values included.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name);

    /// <summary>A value; in a form, <c>+</c> reads as a space. Null if it is missing or null.</summary>
    public string? Get(string name) => Find(name)?.Text;

    /// <summary>A value; in a form, <c>+</c> stays a plus sign. Null if it is missing or null.</summary>
    public string? GetKeepingPlus(string name) => Find(name)?.KeepingPlus;

    /// <summary>All values whose names begin with a prefix, by what follows it; in a form, <c>+</c> reads as a space. Null values are left out.</summary>
    public IReadOnlyDictionary<string, string> GetAll(string prefix) => GetAll(prefix, entry => entry.Text);

    /// <summary>All values whose names begin with a prefix, by what follows it; in a form, <c>+</c> stays a plus sign. Null values are left out.</summary>
    public IReadOnlyDictionary<string, string> GetAllKeepingPlus(string prefix) => GetAll(prefix, entry => entry.KeepingPlus);

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

    private Entry? Find(string name)
    {
        foreach (var entry in _entries)
        {
            if (entry.Name == name)
                return entry;
        }

        return null;
    }

    private IReadOnlyDictionary<string, string> GetAll(string prefix, Func<Entry, string?> read)
    {
        Dictionary<string, string>? found = null;
        foreach (var entry in _entries)
        {
            if (entry.Name.StartsWith(prefix, StringComparison.Ordinal) && read(entry) is { } value)
                (found ??= new(StringComparer.Ordinal)).Add(entry.Name[prefix.Length..], value);
        }

        return found ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    private string ReadForm(ReadOnlySpan<byte> body)
    {
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var value = equals < 0 ? default : pair[(equals + 1)..];
            if (FormText.Decode(equals < 0 ? pair : pair[..equals], plus: '+') is not { } name || FormText.Decode(value, plus: '+') is not { } keepingPlus)
                return "the body is not percent-encoded UTF-8";
            var withSpaces = value.Contains((byte)'+') ? FormText.Decode(value, plus: ' ') : keepingPlus;
            if (Add(name, withSpaces, keepingPlus) is { Length: > 0 } fault)
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
        if (name.AsSpan().ContainsAny(ControlCharacters) || text.AsSpan().ContainsAny(ControlCharacters))
            return "the body holds control characters";
        if (Find(name) is not null)
            return "the body names something twice";
        _entries.Add(new Entry(name, text, keepingPlus));
        return _entries.Count > MaxNames ? "the body has too many names" : "";
    }

    private readonly record struct Entry(string Name, string? Text, string? KeepingPlus);
}
