using System.IO.Enumeration;

namespace OssSimulator.Permissions;

internal static class Wildcard
{
    /// <summary><c>*</c> is any text, slashes included, <c>?</c> any one character.</summary>
    public static bool Fits(string pattern, string text) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase: false);
}
