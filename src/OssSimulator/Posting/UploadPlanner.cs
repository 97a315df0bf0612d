using System.Text;
using OssSimulator.Callbacks;
using OssSimulator.Errors;

namespace OssSimulator.Posting;

/// <summary>Turns the fields of an authorized form into a plan, or says which of them is wrong.</summary>
internal static class UploadPlanner
{
    private const string MetadataPrefix = "x-oss-meta-";
    private const int MetadataLimit = 8 * 1024;
    private const int KeyLimit = 1023;

    private static readonly string[] StoredHeaders = ["Cache-Control", "Content-Disposition", "Content-Encoding", "Expires"];
    private static readonly string[] Acls = ["default", "private", "public-read", "public-read-write"];
    private static readonly string[] StorageClasses = ["Standard", "IA", "Archive", "ColdArchive"];

    public static OssError? Plan(PostForm form, FormPart file, out UploadPlan? plan)
    {
        plan = null;
        if (form["key"] is not { } template) return OssErrors.InvalidArgument("The form has no key before its file.", "key");
        var key = template.Replace("${filename}", file.FileName ?? "", StringComparison.Ordinal);
        var contentType = FirstOf(form["x-oss-content-type"], form["Content-Type"], file.Section.ContentType) ?? "application/octet-stream";
        var metadata = WithPrefix(form, MetadataPrefix);
        if (CheckFields(form, key, contentType, metadata) is { } wrong) return wrong;

        CallbackConfiguration? callback = null;
        if (form["callback"] is { } encoded && CallbackParser.Parse(encoded, out callback) is { } badCallback) return badCallback;

        Uri? redirect = null;
        if (form["success_action_redirect"] is { Length: > 0 } target && !Uri.TryCreate(target, UriKind.Absolute, out redirect))
        {
            return OssErrors.InvalidArgument("success_action_redirect is not an absolute URL.", "success_action_redirect", target);
        }

        plan = new UploadPlan
        {
            Key = key,
            ContentType = contentType,
            Acl = form["x-oss-object-acl"] ?? "default",
            StorageClass = form["x-oss-storage-class"] ?? "Standard",
            ForbidOverwrite = form["x-oss-forbid-overwrite"] == "true",
            ContentMd5 = form["Content-MD5"],
            Headers = StoredHeaders.Where(name => form[name] is not null).ToDictionary(name => name, name => form[name]!),
            UserMetadata = metadata,
            SuccessStatus = form["success_action_status"] switch { "200" => 200, "201" => 201, _ => 204 },
            SuccessRedirect = redirect,
            Callback = callback,
            CustomVariables = WithPrefix(form, "x:"),
        };
        return null;
    }

    private static OssError? CheckFields(PostForm form, string key, string contentType, Dictionary<string, string> metadata)
    {
        if (Encoding.UTF8.GetByteCount(key) is 0 or > KeyLimit || key[0] is '/' or '\\') return OssErrors.BadObjectName;
        if (form["x-oss-object-acl"] is { } acl && !Acls.Contains(acl)) return Wrong(form, "x-oss-object-acl");
        if (form["x-oss-storage-class"] is { } storage && !StorageClasses.Contains(storage)) return Wrong(form, "x-oss-storage-class");
        if (form["x-oss-forbid-overwrite"] is { } forbid && forbid is not ("true" or "false")) return Wrong(form, "x-oss-forbid-overwrite");
        if (form["x-oss-server-side-encryption"] is { } encryption && encryption is not ("AES256" or "KMS"))
        {
            return OssErrors.InvalidEncryption(encryption);
        }

        if (metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > MetadataLimit)
        {
            return OssErrors.InvalidArgument("User metadata exceeds 8 KB.", MetadataPrefix + "*");
        }

        // These values come back as response headers.
        var headers = metadata.Select(pair => (pair.Key, pair.Value))
            .Concat(StoredHeaders.Select(name => (Key: name, Value: form[name] ?? "")))
            .Append((Key: "Content-Type", Value: contentType));
        var unfit = headers.FirstOrDefault(header => header.Value.Any(char.IsControl) || !header.Key.All(IsTokenCharacter));
        return unfit.Key is null ? null : OssErrors.InvalidArgument("Not usable as a header.", unfit.Key, unfit.Value);
    }

    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character);

    private static OssError Wrong(PostForm form, string name) =>
        OssErrors.InvalidArgument($"The value of {name} is not valid.", name, form[name]);

    private static string? FirstOf(params string?[] values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static Dictionary<string, string> WithPrefix(PostForm form, string prefix) => form.Fields
        .Where(field => field.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value, StringComparer.OrdinalIgnoreCase);
}
