using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SignGateway.Protocol.Callbacks;

/// <summary>Reads a name or a value of a form.</summary>
internal static class FormText
{
    private const int MaxOnStack = 512;

    private static readonly SearchValues<byte> Encoded = SearchValues.Create("%+"u8);

    /// <summary>Whether it reads as it stands: printable ASCII, and nothing that is encoded.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !raw.ContainsAny(Encoded);

    /// <summary>The text of valid UTF-8, percent-decoded, with another character for each plus sign; null if it is not percent-encoded UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> raw, char plus)
    {
        if (!raw.ContainsAny(Encoded))
            return Encoding.UTF8.GetString(raw);
        var rented = raw.Length > MaxOnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        var decoded = rented ?? stackalloc byte[MaxOnStack];
        var text = TryDecode(raw, (byte)plus, decoded, out var length) && Utf8.IsValid(decoded[..length]) ? Encoding.UTF8.GetString(decoded[..length]) : null;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    private static bool TryDecode(ReadOnlySpan<byte> raw, byte plus, Span<byte> decoded, out int length)
    {
        length = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOfAny(Encoded) is var encoded and >= 0 ? encoded : raw.Length;
            raw[..plain].CopyTo(decoded[length..]);
            length += plain;
            raw = raw[plain..];
            if (raw is [(byte)'+', ..])
            {
                decoded[length++] = plus;
                raw = raw[1..];
            }
            else if (!raw.IsEmpty)
            {
                if (raw.Length < 3 || Convert.FromHexString(raw.Slice(1, 2), decoded[length..], out _, out _) != OperationStatus.Done)
                    return false;
                length++;
                raw = raw[3..];
            }
        }

        return true;
    }
}
