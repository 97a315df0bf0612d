using System.Text;
using System.Text.Json;

namespace SignGateway.Protocol.Callbacks;

/// <summary>Reads the template of a callback's body back into its entries; the counterpart of <see cref="CallbackTemplate"/>, for templates of whatever origin.</summary>
public static class CallbackTemplateReader
{
    private const int MaxEntries = 200;

    // In front of a variable while JSON is read, so that a constant that looks like one is told from it.
    private const char VariableMark = '\u0001';

    /// <summary>The entries in order; null if OSS could fill the template in, but nobody could read the result.</summary>
    public static IReadOnlyList<TemplateEntry>? Read(string template, CallbackBodyType bodyType) =>
        bodyType == CallbackBodyType.Form ? ReadForm(template) : ReadJson(template);

    private static List<TemplateEntry>? ReadForm(string template)
    {
        var pairs = template.Split('&', StringSplitOptions.RemoveEmptyEntries);
        return pairs.Length > MaxEntries ? null : [.. pairs.Select(ReadPair)];
    }

    private static TemplateEntry ReadPair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
        return VariableOf(value) is { } variable
            ? new TemplateEntry(Uri.UnescapeDataString(name), variable, IsVariable: true)
            : new TemplateEntry(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value), IsVariable: false);
    }

    private static List<TemplateEntry>? ReadJson(string template)
    {
        try
        {
            using var document = JsonDocument.Parse(WithMarkedVariables(template), new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.GetPropertyCount() > MaxEntries)
                return null;
            return [.. document.RootElement.EnumerateObject().Select(member => ReadMember(member.Name, member.Value))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are half a character, escaped or as it is.
            return null;
        }
    }

    private static TemplateEntry ReadMember(string name, JsonElement value)
    {
        // What OSS may leave out stands alone in an array.
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
            value = value[0];
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.StartsWith(VariableMark) ? new TemplateEntry(name, text[1..], IsVariable: true) : new TemplateEntry(name, text, IsVariable: false);
    }

    // Variables stand outside of strings, since OSS brings its own quotes.
    private static string WithMarkedVariables(string template)
    {
        var text = new StringBuilder(template.Length + 64);
        var quoted = false;
        for (var index = 0; index < template.Length; index++)
        {
            var character = template[index];
            var end = quoted || character != '$' ? -1 : template.IndexOf('}', index);
            if (end > 0 && VariableOf(template[index..(end + 1)]) is { } variable)
            {
                text.Append(JsonSerializer.Serialize(VariableMark + variable));
                index = end;
                continue;
            }

            text.Append(character);
            if (quoted && character == '\\' && index + 1 < template.Length)
                text.Append(template[++index]);
            else if (character == '"')
                quoted = !quoted;
        }

        return text.ToString();
    }

    private static string? VariableOf(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1 ? text[2..^1] : null;
}
