namespace SignGateway.Profiles;

/// <summary>Media types that a browser shows without running anything that is in them. SVG, HTML and XML are none.</summary>
internal static class InertType
{
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf", "text/plain",
    };

    /// <summary>Whether a media type, without parameters, is one of them.</summary>
    public static bool Covers(string contentType) =>
        Types.Contains(contentType)
        || contentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a profile may list it as <c>type/subtype</c> or <c>type/*</c>.</summary>
    public static bool CoversPattern(string pattern) =>
        Covers(pattern) || Types.Any(type => pattern.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase));
}
