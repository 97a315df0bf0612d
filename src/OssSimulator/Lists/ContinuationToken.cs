using System.Buffers.Text;
using System.Text;

namespace OssSimulator.Lists;

/// <summary>Where the next page begins: behind the last key of this one. Callers must not look into it.</summary>
internal static class ContinuationToken
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static string After(string key) => Base64Url.EncodeToString(StrictUtf8.GetBytes(key));

    public static bool TryRead(string token, out string key)
    {
        key = "";
        try
        {
            if (token.Length > 0 && Base64Url.IsValid(token)) key = StrictUtf8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (DecoderFallbackException)
        {
            // Not one of ours.
        }

        return key.Length > 0;
    }
}
