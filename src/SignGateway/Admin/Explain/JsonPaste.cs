using System.Text;
using System.Text.Json;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>Tells from its members what a JSON object is.</summary>
internal static class JsonPaste
{
    private const int MaxFields = 200;

    private static readonly JsonReaderOptions Bounded = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowMultipleValues = true };

    /// <summary>What it is; null if it is nothing known.</summary>
    public static Pasted? Read(string text)
    {
        // What OSS itself would read is not to be judged more kindly, nor are its own escapes to be refused here.
        if (text.Contains("\"conditions\"", StringComparison.Ordinal) && !text.Contains("\"fields\"", StringComparison.Ordinal))
            return new Pasted.Policy(PostPolicy.FromJson(Encoding.UTF8.GetBytes(text), out var fault), fault);
        try
        {
            // What stands behind the object, such as an answer's headers, is not looked at.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Bounded);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadObject(document.RootElement, text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return null;
        }
    }

    private static Pasted? ReadObject(JsonElement root, string text)
    {
        if (root.TryGetProperty("callbackUrl", out _) || root.TryGetProperty("callbackBody", out _))
            return new Pasted.Callback(CallbackDocument.FromJson(Encoding.UTF8.GetBytes(text), out var fault), fault);
        if (root.TryGetProperty("grants", out var grants) && grants.ValueKind == JsonValueKind.Array && grants.GetArrayLength() > 0 && grants[0].ValueKind == JsonValueKind.Object)
            root = grants[0];
        if (root.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object)
            return new Pasted.Form(IsRequest(root, fields) ? RequestPaste.ReadGrant(root) : ReadGrant(root, fields));
        if (root.TryGetProperty("dir", out _) && root.TryGetProperty("policy", out _))
            return new Pasted.Form(ReadPrefixGrant(root));
        var form = new PastedForm(ExplainedKind.Form, Fields(root));
        return FormNames.AnyKnown(form.Fields) ? new Pasted.Form(form) : null;
    }

    // A grant of another method than a form's has its parts elsewhere.
    private static bool IsRequest(JsonElement grant, JsonElement fields) => !fields.EnumerateObject().Any() && Member(grant, "method") is { } method && method != "POST";

    private static PastedForm ReadGrant(JsonElement grant, JsonElement fields)
    {
        // Whoever knows the file's size writes it beside the fields.
        var size = grant.TryGetProperty("size", out var given) ? [new FormField("size", Text(given))] : Array.Empty<FormField>();
        return new PastedForm(ExplainedKind.Grant, [.. size, .. Fields(fields)])
        {
            PostedTo = Member(grant, "url"),
            NamedBucket = Member(grant, "bucket"),
            NamedKey = Member(grant, "key"),
        };
    }

    // The answers of OSS's own sample servers call the fields by names of their own.
    private static PastedForm ReadPrefixGrant(JsonElement root)
    {
        var isV4 = Member(root, "x_oss_credential") is not null;
        (string Field, string? Value)[] fields =
        [
            ("policy", Member(root, "policy")),
            ("callback", Member(root, "callback")),
            ("x-oss-signature-version", Member(root, "x_oss_signature_version") ?? Member(root, "version")),
            ("x-oss-credential", Member(root, "x_oss_credential")),
            ("x-oss-date", Member(root, "x_oss_date")),
            (isV4 ? "x-oss-signature" : "Signature", Member(root, "signature")),
            ("x-oss-security-token", Member(root, "security_token")),
            ("OSSAccessKeyId", Member(root, "OSSAccessKeyId") ?? Member(root, "accessid")),
        ];
        return new PastedForm(ExplainedKind.Grant, fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => new FormField(field.Field, field.Value!)))
        {
            PostedTo = Member(root, "host"),
            Directory = Member(root, "dir"),
        };
    }

    private static IEnumerable<FormField> Fields(JsonElement fields) =>
        fields.EnumerateObject().Take(MaxFields).Select(field => new FormField(field.Name, Text(field.Value)));

    private static string? Member(JsonElement root, string name) => root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
