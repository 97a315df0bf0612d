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

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        CallbackFields.Bucket, CallbackFields.Object, CallbackFields.ETag, CallbackFields.Size, CallbackFields.MimeType, CallbackFields.Crc64,
        CallbackFields.RequestId, CallbackFields.Operation, CallbackFields.ImageWidth, CallbackFields.ImageHeight, CallbackFields.ImageFormat,
        CallbackFields.Of(CallbackVariable.ContentMd5), CallbackFields.Of(CallbackVariable.VpcId), CallbackFields.Of(CallbackVariable.ClientIp),
    };

    /// <summary>A query with its <c>?</c>, or nothing. No callback URL of ours has one.</summary>
    public static string OfQuery(string query) => query.Length == 0 ? "" : "?" + Mark;

    /// <summary>A body.</summary>
    public static string OfBody(string? contentType, ReadOnlySpan<byte> body)
    {
        var text = Utf8.IsValid(body) ? ReadBody(contentType, body) : Mark;
        return text.Length <= MaxText ? text : text[..MaxText] + "… [cut]";
    }

    private static string ReadBody(string? contentType, ReadOnlySpan<byte> body) =>
        contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? OfJson(body) : OfForm(Encoding.UTF8.GetString(body));

    private static string OfForm(string body)
    {
        var text = new StringBuilder(body.Length);
        foreach (var pair in body.Split('&'))
        {
            text.Append(text.Length == 0 ? "" : "&");
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (Harmless.Contains(name) || pair.Length == 0)
                text.Append(pair);
            else
                text.Append(ShownName().IsMatch(name) ? $"{name}={Mark}" : Mark);
        }

        return text.ToString();
    }

    private static string OfJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var text = new StringBuilder(body.Length);
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 8 });
            var copied = 0;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                    return Mark;
                if (reader.TokenType != JsonTokenType.PropertyName || Harmless.Contains(reader.GetString()!))
                    continue;
                var name = (int)reader.TokenStartIndex;
                var isShown = ShownName().IsMatch(reader.GetString()!);
                var value = SkipValue(ref reader, out var end);
                text.Append(Encoding.UTF8.GetString(body[copied..(isShown ? value : name)]));
                text.Append(isShown ? "" : $"\"{Mark}\":").Append('"').Append(Mark).Append('"');
                copied = end;
            }

            return text.Append(Encoding.UTF8.GetString(body[copied..])).ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what half a character in a name causes.
            return Mark;
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
