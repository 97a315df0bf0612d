using System.Globalization;
using System.Text;

namespace OssSimulator.Signing;

/// <summary>RFC 3986: everything but unreserved characters is encoded, upper-case hex; decoding leaves <c>+</c> alone.</summary>
internal static class PercentEncoding
{
    public static string Encode(string text) => Uri.EscapeDataString(text);

    public static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public static string Decode(string text) => Encoding.UTF8.GetString(DecodeBytes(text));

    public static byte[] DecodeBytes(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        var decoded = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length
                && byte.TryParse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                decoded[length++] = value;
                i += 2;
            }
            else
            {
                decoded[length++] = encoded[i];
            }
        }

        return decoded[..length];
    }
}
