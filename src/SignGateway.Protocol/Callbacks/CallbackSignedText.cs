using System.Buffers;
using System.Text;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The bytes that OSS signs: percent-decoded path, raw query with its <c>?</c>, a line feed, raw body (OSS, "Callback", signature).</summary>
public static class CallbackSignedText
{
    /// <summary>Builds the bytes. The path is decoded exactly once; <c>+</c> and malformed percent signs stay. The query begins with its <c>?</c>, or is empty.</summary>
    public static byte[] Build(ReadOnlySpan<char> rawPath, ReadOnlySpan<char> rawQuery, ReadOnlySpan<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>(rawPath.Length + rawQuery.Length + 1 + body.Length);
        WriteDecoded(buffer, rawPath);
        Encoding.UTF8.GetBytes(rawQuery, buffer);
        buffer.Write("\n"u8);
        buffer.Write(body);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Splits a request target, in origin form or absolute form, into path and query; the query keeps its <c>?</c>.</summary>
    public static (string Path, string Query) SplitTarget(string rawTarget)
    {
        var target = rawTarget;
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0)
        {
            var path = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
            target = path < 0 ? "/" : target[(scheme + 3 + path)..];
            if (target.StartsWith('?'))
                target = $"/{target}";
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? (target, "") : (target[..query], target[query..]);
    }

    private static void WriteDecoded(ArrayBufferWriter<byte> buffer, ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            if (path[0] == '%' && path.Length >= 3 && char.IsAsciiHexDigit(path[1]) && char.IsAsciiHexDigit(path[2]))
            {
                buffer.Write(Convert.FromHexString(path.Slice(1, 2)));
                path = path[3..];
                continue;
            }

            var next = path[1..].IndexOf('%');
            var length = next < 0 ? path.Length : next + 1;
            Encoding.UTF8.GetBytes(path[..length], buffer);
            path = path[length..];
        }
    }
}
