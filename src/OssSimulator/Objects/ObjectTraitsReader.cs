using System.Text;
using OssSimulator.Errors;

namespace OssSimulator.Objects;

/// <summary>Reads the traits of an object from the fields of a form or the headers of a request, or says which of them is wrong.</summary>
internal static class ObjectTraitsReader
{
    public const string ForbidOverwrite = "x-oss-forbid-overwrite";
    public const string Acl = "x-oss-object-acl";

    private const string StorageClass = "x-oss-storage-class";
    private const string Encryption = "x-oss-server-side-encryption";
    private const string MetadataPrefix = "x-oss-meta-";
    private const string DefaultType = "application/octet-stream";
    private const int MetadataLimit = 8 * 1024;

    private static readonly string[] StoredHeaders = ["Cache-Control", "Content-Disposition", "Content-Encoding", "Expires"];
    private static readonly string[] Acls = ["default", "private", "public-read", "public-read-write"];
    private static readonly string[] StorageClasses = ["Standard", "IA", "Archive", "ColdArchive"];

    /// <param name="fields">Their names compare without case.</param>
    public static OssError? Read(IReadOnlyDictionary<string, string> fields, string? contentType, out ObjectTraits? traits)
    {
        traits = null;
        var metadata = WithPrefix(fields, MetadataPrefix);
        var headers = StoredHeaders.Where(fields.ContainsKey).ToDictionary(name => name, name => fields[name]);
        var type = string.IsNullOrEmpty(contentType) ? DefaultType : contentType;
        if (CheckValues(fields) is { } wrong) return wrong;
        if (metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > MetadataLimit)
        {
            return OssErrors.InvalidArgument("User metadata exceeds 8 KB.", MetadataPrefix + "*");
        }

        // These values come back as response headers.
        var unfit = metadata.Concat(headers).Append(new("Content-Type", type))
            .FirstOrDefault(header => header.Value.Any(char.IsControl) || !header.Key.All(IsTokenCharacter));
        if (unfit.Key is not null) return OssErrors.InvalidArgument("Not usable as a header.", unfit.Key, unfit.Value);

        traits = new ObjectTraits
        {
            ContentType = type,
            Acl = fields.GetValueOrDefault(Acl) ?? "default",
            StorageClass = fields.GetValueOrDefault(StorageClass) ?? "Standard",
            Headers = headers,
            UserMetadata = metadata,
        };
        return null;
    }

    /// <summary>Checks values that not only a new object's traits may have.</summary>
    public static OssError? CheckValues(IReadOnlyDictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault(Acl) is { } acl && !Acls.Contains(acl)) return Wrong(Acl, acl);
        if (fields.GetValueOrDefault(StorageClass) is { } storage && !StorageClasses.Contains(storage)) return Wrong(StorageClass, storage);
        if (fields.GetValueOrDefault(ForbidOverwrite) is { } forbid && forbid is not ("true" or "false"))
        {
            return Wrong(ForbidOverwrite, forbid, "0017-00000279");
        }

        return fields.GetValueOrDefault(Encryption) is { } encryption && encryption is not ("AES256" or "KMS")
            ? OssErrors.InvalidEncryption(encryption)
            : null;
    }

    public static Dictionary<string, string> WithPrefix(IReadOnlyDictionary<string, string> fields, string prefix) => fields
        .Where(field => field.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value, StringComparer.OrdinalIgnoreCase);

    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character);

    private static OssError Wrong(string name, string value, string? ec = null) =>
        OssErrors.InvalidArgument($"The value of {name} is not valid.", name, value, ec);
}
