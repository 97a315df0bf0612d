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
        if (metadata.ContentMd5.Length > 0) headers.ContentMD5 = metadata.ContentMd5;
        headers.AcceptRanges = "bytes";
        headers["x-oss-hash-crc64ecma"] = metadata.Crc64;
        headers["x-oss-object-type"] = metadata.Type;
        headers["x-oss-storage-class"] = metadata.StorageClass;
        foreach (var (name, value) in metadata.Headers) headers[name] = value;
        foreach (var (name, value) in metadata.UserMetadata) headers[name] = value;
    }

    public static Dictionary<string, string> Overrides(RequestTarget target) => Overridable
        .Select(name => (Name: name, Value: target.Parameter($"response-{name.ToLowerInvariant()}")))
        .Where(header => header.Value is not null)
        .ToDictionary(header => header.Name, header => header.Value!);
}
