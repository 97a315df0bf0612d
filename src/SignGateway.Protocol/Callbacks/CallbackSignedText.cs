using System.Buffers;
using System.Text;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The bytes that OSS signs: percent-decoded path, raw query with its <c>?</c>, a line feed, raw body (OSS, "Callback", signature).</summary>
public static class CallbackSignedText
{
    private const int MaxUtf8Bytes = 3;

    /// <summary>Builds the bytes. The path is decoded exactly once; <c>+</c> and malformed percent signs stay. The query begins with its <c>?</c>, or is empty.</summary>
    public static byte[] Build(ReadOnlySpan<char> rawPath, ReadOnlySpan<char> rawQuery, ReadOnlySpan<byte> body)
    {
        var buffer = new byte[MaxLength(rawPath, rawQuery, body)];
        return buffer[..Write(buffer, rawPath, rawQuery, body)];
    }

    /// <summary>Whether the signature was made with the key over the bytes that <see cref="Build"/> builds.</summary>
    public static bool Verify(CallbackPublicKey key, ReadOnlySpan<char> rawPath, ReadOnlySpan<char> rawQuery, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxLength(rawPath, rawQuery, body));
        var length = Write(buffer, rawPath, rawQuery, body);
        var isGenuine = key.Verify(buffer.AsSpan(0, length), signature);
        ArrayPool<byte>.Shared.Return(buffer);
        return isGenuine;
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

    private static int MaxLength(ReadOnlySpan<char> rawPath, ReadOnlySpan<char> rawQuery, ReadOnlySpan<byte> body) =>
        (MaxUtf8Bytes * (rawPath.Length + rawQuery.Length)) + 1 + body.Length;

    private static int Write(Span<byte> buffer, ReadOnlySpan<char> rawPath, ReadOnlySpan<char> rawQuery, ReadOnlySpan<byte> body)
    {
        var length = WriteDecoded(buffer, rawPath);
        length += Encoding.UTF8.GetBytes(rawQuery, buffer[length..]);
        buffer[length++] = (byte)'\n';
        body.CopyTo(buffer[length..]);
        return length + body.Length;
    }

    private static int WriteDecoded(Span<byte> buffer, ReadOnlySpan<char> path)
    {
        var length = 0;
        while (!path.IsEmpty)
        {
            if (path[0] == '%' && path.Length >= 3 && Convert.FromHexString(path.Slice(1, 2), buffer[length..], out _, out _) == OperationStatus.Done)
            {
                length++;
                path = path[3..];
                continue;
            }

            var next = path[1..].IndexOf('%');
            var plain = next < 0 ? path.Length : next + 1;
            length += Encoding.UTF8.GetBytes(path[..plain], buffer[length..]);
            path = path[plain..];
        }

        return length;
    }
}
