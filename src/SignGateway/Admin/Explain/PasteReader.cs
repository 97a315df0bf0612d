using System.Text;
using System.Text.RegularExpressions;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Errors;
using SignGateway.Protocol.Policies;
using SignGateway.Tickets;

namespace SignGateway.Admin.Explain;

/// <summary>Finds out what a text is. Reads any text whatever, in time proportional to its length.</summary>
internal static partial class PasteReader
{
    private const string ErrorStart = "<Error";
    private const string ErrorEnd = "</Error>";

    public static Pasted Read(string text)
    {
        text = text.Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        return ReadError(text) ?? RequestPaste.Read(text) ?? ReadForm(text) ?? ReadToken(text) ?? new Pasted.Unknown();
    }

    private static Pasted.Error? ReadError(string text)
    {
        var start = text.IndexOf(ErrorStart, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var end = text.IndexOf(ErrorEnd, start, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end + ErrorEnd.Length;
        if (OssErrorDocument.Read(text[start..end]) is not { } error)
            return null;
        // The form that was refused may stand before or behind, with headers or words between.
        var form = new[] { text[end..], text[..start] }.SelectMany(part => new[] { part, part[Math.Max(0, part.IndexOf('{', StringComparison.Ordinal))..] })
            .Select(part => ReadForm(part.Trim())).OfType<Pasted.Form>().FirstOrDefault();
        return new Pasted.Error(error, form?.Value);
    }

    private static Pasted? ReadForm(string text) => text.StartsWith('{')
        ? JsonPaste.Read(text)
        : FormText.Read(text) is { } form ? form : null;

    // Base64 of something, perhaps wrapped, quoted or percent-encoded on its way; or a ticket.
    private static Pasted? ReadToken(string text)
    {
        var token = WhiteSpace().Replace(text, "").Trim('"', '\'', ',', ';', '`');
        if (token.Contains('%', StringComparison.Ordinal))
            token = Uri.UnescapeDataString(token);
        if (token.Length == 0 || !Token().IsMatch(token))
            return null;
        if (TicketHead.Read(token) is not null)
            return new Pasted.Ticket(token);
        return Decode(token) is { } bytes ? ReadDecoded(token, bytes) : null;
    }

    private static Pasted? ReadDecoded(string token, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart();
        if (text.StartsWith(ErrorStart, StringComparison.Ordinal) || text.StartsWith("<?xml", StringComparison.Ordinal))
            return ReadError(text);
        if (!text.StartsWith('{'))
            return null;
        return JsonPaste.Read(text) switch
        {
            // What is wrong with the Base64 itself is wrong with the value.
            Pasted.Callback => new Pasted.Callback(CallbackDocument.FromBase64(token, out var fault), fault),
            Pasted.Policy => new Pasted.Policy(PostPolicy.FromBase64(token, out var fault), fault),
            _ => null,
        };
    }

    private static byte[]? Decode(string token)
    {
        var text = token.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\A[A-Za-z0-9+/_-]+={0,2}\z")]
    private static partial Regex Token();
}
