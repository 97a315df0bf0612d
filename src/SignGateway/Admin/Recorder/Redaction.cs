using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using SignGateway.Profiles;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>
/// Takes everything out of a callback's text that is not known to be harmless: the ticket, vars, and whatever names somebody else's template
/// has. What stays is exactly as it arrived.
/// </summary>
internal static partial class Redaction
{
    public const string Mark = "[redacted]";

    // A callback of ours is far below; whoever posts more does not fill the memory with it.
    private const int MaxText = 8 * 1024;

    // No name that stays is longer.
    private const int MaxName = 64;

    private static readonly byte[] MarkBytes = Encoding.UTF8.GetBytes(Mark);

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        CallbackFields.Bucket, CallbackFields.Object, CallbackFields.ETag, CallbackFields.Size, CallbackFields.MimeType, CallbackFields.Crc64,
        CallbackFields.RequestId, CallbackFields.Operation, CallbackFields.ImageWidth, CallbackFields.ImageHeight, CallbackFields.ImageFormat,
        CallbackFields.Of(CallbackVariable.ContentMd5), CallbackFields.Of(CallbackVariable.VpcId), CallbackFields.Of(CallbackVariable.ClientIp),
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> HarmlessSpans = Harmless.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly byte[] MarkedPair = Encoding.UTF8.GetBytes($"={Mark}");
    private static readonly byte[] MarkedValue = Encoding.UTF8.GetBytes($"\"{Mark}\"");
    private static readonly byte[] MarkedMember = Encoding.UTF8.GetBytes($"\"{Mark}\":\"{Mark}\"");

    /// <summary>A query with its <c>?</c>, or nothing. No callback URL of ours has one.</summary>
    public static string OfQuery(string query) => query.Length == 0 ? "" : "?" + Mark;

    /// <summary>A body, at most 8 Ki characters of it. The buffer, which must be empty, may be what it stands in.</summary>
    public static ReadOnlySpan<byte> OfBody(string? contentType, ReadOnlySpan<byte> body, ArrayBufferWriter<byte> buffer)
    {
        if (!Utf8.IsValid(body) || !TryRead(contentType, body, buffer))
            return MarkBytes;
        if (buffer.WrittenCount <= MaxText)
            return buffer.WrittenSpan;
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return text.Length <= MaxText ? buffer.WrittenSpan : Encoding.UTF8.GetBytes(text[..MaxText] + "… [cut]");
    }

    private static bool TryRead(string? contentType, ReadOnlySpan<byte> body, ArrayBufferWriter<byte> buffer)
    {
        if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            return TryReadJson(body, buffer);
        ReadForm(body, buffer);
        return true;
    }

    private static void ReadForm(ReadOnlySpan<byte> body, ArrayBufferWriter<byte> buffer)
    {
        Span<char> characters = stackalloc char[MaxName];
        var copied = 0;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            var length = equals < 0 ? pair.Length : equals;
            var name = length <= MaxName ? characters[..Encoding.UTF8.GetChars(pair[..length], characters)] : [];
            if (HarmlessSpans.Contains(name) || pair.IsEmpty)
                continue;
            var start = range.Start.Value;
            var isShown = ShownName().IsMatch(name);
            buffer.Write(body[copied..(isShown ? start + length : start)]);
            buffer.Write(isShown ? MarkedPair : MarkBytes);
            copied = range.End.Value;
        }

        buffer.Write(body[copied..]);
    }

    private static bool TryReadJson(ReadOnlySpan<byte> body, ArrayBufferWriter<byte> buffer)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 8 });
            var copied = 0;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                    return false;
                if (reader.TokenType != JsonTokenType.PropertyName || Harmless.Contains(reader.GetString()!))
                    continue;
                var name = (int)reader.TokenStartIndex;
                var isShown = ShownName().IsMatch(reader.GetString()!);
                var value = SkipValue(ref reader, out var end);
                buffer.Write(body[copied..(isShown ? value : name)]);
                buffer.Write(isShown ? MarkedValue : MarkedMember);
                copied = end;
            }

            buffer.Write(body[copied..]);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what half a character in a name causes.
            return false;
        }
    }

    private static int SkipValue(ref Utf8JsonReader reader, out int end)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        end = (int)reader.BytesConsumed;
        return start;
    }

    [GeneratedRegex(@"\A(ticket|[xf](:|%3A)[a-z][a-z0-9_]{0,31})\z")]
    private static partial Regex ShownName();
}
