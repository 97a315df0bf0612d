using System.Text;

namespace OssSimulator.Policies;

internal static class PolicyText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>The JSON inside the Base64, or nothing if it is not that. The escape <c>\$</c>, which OSS knows and JSON does not, is resolved.</summary>
    public static string? Decode(string base64)
    {
        if (base64.Any(char.IsWhiteSpace)) return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        try
        {
            return ResolveDollars(StrictUtf8.GetString(bytes, 0, length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string ResolveDollars(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                text.Append(json[i]);
                continue;
            }

            // A pair is taken as a whole, so that the second half of an escaped backslash never starts an escape.
            if (json[i + 1] != '$') text.Append('\\');
            text.Append(json[++i]);
        }

        return text.ToString();
    }
}
