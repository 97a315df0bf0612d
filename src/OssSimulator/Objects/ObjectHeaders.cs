using System.Globalization;
using OssSimulator.Hosting;

namespace OssSimulator.Objects;

/// <summary>The headers that describe an object, and the ones a signed GET may replace.</summary>
internal static class ObjectHeaders
{
    private static readonly string[] Overridable =
        ["Content-Type", "Content-Disposition", "Cache-Control", "Content-Encoding", "Content-Language", "Expires"];

    public static void Write(HttpResponse response, ObjectMetadata metadata)
    {
        var headers = response.Headers;
        headers.ContentType = metadata.ContentType;
        headers.ETag = $"\"{metadata.ETag}\"";
        headers.LastModified = metadata.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers.ContentMD5 = metadata.ContentMd5;
        headers.AcceptRanges = "bytes";
        headers["x-oss-hash-crc64ecma"] = metadata.Crc64;
        headers["x-oss-object-type"] = "Normal";
        headers["x-oss-storage-class"] = metadata.StorageClass;
        foreach (var (name, value) in metadata.Headers) headers[name] = value;
        foreach (var (name, value) in metadata.UserMetadata) headers[name] = value;
    }

    public static bool AreOverridden(RequestTarget target) => Overridable.Any(name => Override(target, name) is not null);

    /// <summary>False if a value asked for cannot be a header.</summary>
    public static bool TryOverride(HttpResponse response, RequestTarget target)
    {
        foreach (var name in Overridable)
        {
            if (Override(target, name) is not { } value) continue;
            if (value.Any(char.IsControl)) return false;
            response.Headers[name] = value;
        }

        return true;
    }

    private static string? Override(RequestTarget target, string name) => target.Parameter($"response-{name.ToLowerInvariant()}");
}
