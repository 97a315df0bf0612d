using System.Buffers;
using System.Text;

namespace SignGateway.Content;

/// <summary>Tells what a browser would take for a page or a drawing, which may run scripts either way.</summary>
internal static class Markup
{
    private const string Blanks = " \t\r\n\f";

    private static readonly SearchValues<char> Ends = SearchValues.Create($"{Blanks}/>[");

    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "html", "head", "body", "script", "iframe", "h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "font", "table", "a", "style", "title", "b", "br", "p",
        "meta", "link", "base", "img", "form", "input", "button", "section", "article", "main", "header", "footer", "nav", "ul", "ol", "object", "embed", "video", "audio", "math", "template",
    };

    public static MarkupKind Begins(ReadOnlySpan<byte> start)
    {
        var rest = Text(start).AsSpan().TrimStart(Blanks);
        while (rest.StartsWith("<"))
        {
            var (opens, closes) = rest.StartsWith("<!--") ? ("<!--", "-->") : rest.StartsWith("<?") ? ("<?", "?>") : ("", "");
            if (opens.Length == 0)
                return KindOf(rest[1..]);
            var end = rest[opens.Length..].IndexOf(closes);
            if (end < 0)
                return MarkupKind.Unfinished;
            rest = rest[(opens.Length + end + closes.Length)..].TrimStart(Blanks);
        }

        return MarkupKind.None;
    }

    private static MarkupKind KindOf(ReadOnlySpan<char> afterBracket)
    {
        var name = Word(afterBracket);
        if (name.Equals("!doctype", StringComparison.OrdinalIgnoreCase))
            name = Word(afterBracket[name.Length..].TrimStart(Blanks));
        if (name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.StartsWith("svg:", StringComparison.OrdinalIgnoreCase))
            return MarkupKind.Svg;
        return Tags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) ? MarkupKind.Html : MarkupKind.None;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text) => text.IndexOfAny(Ends) is var end and >= 0 ? text[..end] : text;

    // Every tag is ASCII, so without a mark at the beginning any reading of the rest will do.
    private static string Text(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.Latin1.GetString(rest),
        _ => Encoding.Latin1.GetString(start),
    };
}
