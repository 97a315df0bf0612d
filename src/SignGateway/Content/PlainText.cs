using System.Buffers;
using System.Text;

namespace SignGateway.Content;

/// <summary>Text: without NUL, and UTF-8 unless it begins with the mark of another encoding of Unicode.</summary>
internal static class PlainText
{
    private static readonly string[] Types =
    [
        "application/json", "application/x-ndjson", "application/csv", "application/xml", "application/javascript", "application/x-javascript", "application/ecmascript",
        "application/yaml", "application/x-yaml", "application/toml", "application/sql",
    ];

    public static bool Covers(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal) || Types.Contains(type, StringComparer.Ordinal);

    /// <summary>Whether it is one of those that programs read, in which a page is out of place; text for people may well be the source of one.</summary>
    public static bool IsData(string type) => type is "application/json" or "application/x-ndjson" or "text/csv" or "application/csv" || type.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>Whether bytes are text. Where they are not the whole file, the last character may be cut in two.</summary>
    public static bool Is(ReadOnlySpan<byte> start, bool isWhole)
    {
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return true;
        if (start.Contains((byte)0))
            return false;
        while (!start.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(start, out _, out var length);
            if (status != OperationStatus.Done)
                return status == OperationStatus.NeedMoreData && !isWhole;
            start = start[length..];
        }

        return true;
    }
}
