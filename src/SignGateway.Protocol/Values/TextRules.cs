using System.Text;

namespace SignGateway.Protocol.Values;

internal static class TextRules
{
    /// <summary>Whether a text has neither control characters nor surrogates without a partner.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
            return true;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
                return false;
            text = text[length..];
        }

        return true;
    }
}
