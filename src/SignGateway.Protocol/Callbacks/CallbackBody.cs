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

    // More than the names that anybody's callbacks have.
    private const int KnownNames = 64;
    private const int LongestKnownName = 48;

    private const string HasControlCharacters = "the body holds control characters";
    private const string NotEncoded = "the body is not percent-encoded UTF-8";

    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([.. Enumerable.Range(0, 256).Select(code => (char)code).Where(char.IsControl)]);

    // Callbacks have the same names again and again. One that is not here, or has lost its place to another, is made anew.
    private static readonly string?[] Known = new string?[KnownNames];

    // So few that looking through them costs less than a dictionary.
    private readonly List<Entry> _entries = new(UsualNames);

    private readonly ReadOnlyMemory<byte> _body;

    private CallbackBody(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>The names that are there, null values included.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name);

    /// <summary>A value; in a form, <c>+</c> reads as a space. Null if it is missing or null.</summary>
    public string? Get(string name) => Find(name) is { } entry ? TextOf(entry) : null;

    /// <summary>A value; in a form, <c>+</c> stays a plus sign. Null if it is missing or null.</summary>
    public string? GetKeepingPlus(string name) => Find(name) is { } entry ? KeepingPlusOf(entry) : null;

    /// <summary>What <see cref="Get"/> gives, as UTF-8; empty if it is missing, null or empty.</summary>
    public ReadOnlyMemory<byte> GetUtf8(string name) => Find(name) switch
    {
        null => default,
        { IsRaw: true } entry => Raw(entry),
        { Text: var text } => Encoding.UTF8.GetBytes(text ?? ""),
    };

    /// <summary>All values whose names begin with a prefix, by what follows it; in a form, <c>+</c> reads as a space. Null values are left out.</summary>
    public IReadOnlyDictionary<string, string> GetAll(string prefix) => GetAll(prefix, keepsPlus: false);

    /// <summary>All values whose names begin with a prefix, by what follows it; in a form, <c>+</c> stays a plus sign. Null values are left out.</summary>
    public IReadOnlyDictionary<string, string> GetAllKeepingPlus(string prefix) => GetAll(prefix, keepsPlus: true);

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

        var read = new CallbackBody(body);
        reason = contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? read.ReadJson(body) : read.ReadForm(body.Span);
        parsed = reason.Length == 0 ? read : null;
        return parsed is not null;
    }

    private string? TextOf(Entry entry) => entry.IsRaw ? Encoding.ASCII.GetString(Raw(entry).Span) : entry.Text;

    private string? KeepingPlusOf(Entry entry) => entry.IsRaw ? TextOf(entry) : entry.KeepingPlus;

    private ReadOnlyMemory<byte> Raw(Entry entry) => _body.Slice(entry.Start, entry.Length);

    private Entry? Find(string name)
    {
        foreach (var entry in _entries)
        {
            if (entry.Name == name)
                return entry;
        }

        return null;
    }

    private IReadOnlyDictionary<string, string> GetAll(string prefix, bool keepsPlus)
    {
        Dictionary<string, string>? found = null;
        foreach (var entry in _entries)
        {
            if (entry.Name.StartsWith(prefix, StringComparison.Ordinal) && (keepsPlus ? KeepingPlusOf(entry) : TextOf(entry)) is { } value)
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
            if (FormName(equals < 0 ? pair : pair[..equals]) is not { } name)
                return NotEncoded;
            if ((FormText.IsPlain(value) ? Add(new Entry(name, null, null, range.End.Value - value.Length, value.Length)) : AddEncoded(name, value)) is { Length: > 0 } fault)
                return fault;
        }

        return "";
    }

    private static string? FormName(ReadOnlySpan<byte> raw)
    {
        if (raw.Length is 0 or > LongestKnownName || !FormText.IsPlain(raw))
            return FormText.Decode(raw, plus: '+');
        ref var known = ref Known[(raw.Length * 31 + raw[0] * 7 + raw[^1]) % KnownNames];
        if (known is not { } name || !Ascii.Equals(raw, name))
            known = name = Encoding.ASCII.GetString(raw);
        return name;
    }

    private string AddEncoded(string name, ReadOnlySpan<byte> value)
    {
        if (FormText.Decode(value, plus: '+') is not { } keepingPlus)
            return NotEncoded;
        return Add(name, value.Contains((byte)'+') ? FormText.Decode(value, plus: ' ') : keepingPlus, keepingPlus);
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

    private string Add(string name, string? text, string? keepingPlus) =>
        text.AsSpan().ContainsAny(ControlCharacters) ? HasControlCharacters : Add(new Entry(name, text, keepingPlus, 0, Entry.NotRaw));

    private string Add(Entry entry)
    {
        if (entry.Name.AsSpan().ContainsAny(ControlCharacters))
            return HasControlCharacters;
        if (Find(entry.Name) is not null)
            return "the body names something twice";
        _entries.Add(entry);
        return _entries.Count > MaxNames ? "the body has too many names" : "";
    }

    // A value stands for itself in the body until somebody asks for it, or is read. Most are asked for once, if at all, and some never as text.
    private readonly record struct Entry(string Name, string? Text, string? KeepingPlus, int Start, int Length)
    {
        public const int NotRaw = -1;

        public bool IsRaw => Length != NotRaw;
    }
}
