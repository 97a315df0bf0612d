using System.Text.Json;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>
/// Reads what is uploaded with requests instead of a form: a presigned URL, and a grant of headers. Its parts are told by the names that they have in a form.
/// </summary>
internal static class RequestPaste
{
    private const int MaxFields = 200;

    /// <summary>A URL by itself; null if it is none, or not signed.</summary>
    public static Pasted.Form? Read(string text)
    {
        if (text.Any(char.IsWhiteSpace) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        var fields = Query(url).ToList();
        return fields.Exists(field => FormNames.IsSigning(field.Name))
            ? new Pasted.Form(new PastedForm(ExplainedKind.Grant, fields) { IsRequest = true, PostedTo = url.GetLeftPart(UriPartial.Path) })
            : null;
    }

    /// <summary>A grant of this gateway whose form is empty.</summary>
    public static PastedForm ReadGrant(JsonElement grant)
    {
        var url = Uri.TryCreate(Member(grant, "url"), UriKind.Absolute, out var presigned) ? presigned : null;
        var (bucket, key) = (Member(grant, "bucket"), Member(grant, "key"));
        List<FormField> fields = [.. url is null ? [] : Query(url)];
        if (key is not null)
            fields.Add(new FormField("key", key));
        if (grant.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
            fields.AddRange(headers.EnumerateObject().Take(MaxFields).SelectMany(header => Header(header.Name, header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : "")));
        (DateTimeOffset? End, string? Directory) lent = default;
        if (grant.TryGetProperty("sdk", out var sdk) && sdk.ValueKind == JsonValueKind.Object)
        {
            // Never shown; known, so that they are not shown under another name either.
            foreach (var name in (string[])["accessKeySecret", "securityToken"])
                fields.Add(new FormField(name, Member(sdk, name) ?? ""));
            lent = (sdk.TryGetProperty("expiration", out var end) && end.ValueKind == JsonValueKind.String && end.TryGetDateTimeOffset(out var time) ? time : null, Member(sdk, "prefix"));
        }

        return new PastedForm(ExplainedKind.Grant, fields)
        {
            IsRequest = true,
            PostedTo = url?.GetLeftPart(UriPartial.Path),
            NamedBucket = bucket,
            NamedKey = key,
            Directory = lent.Directory,
            CredentialsEnd = lent.End,
        };
    }

    private static IEnumerable<FormField> Query(Uri url) => url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Take(MaxFields).SelectMany(pair =>
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return Header(Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]), Uri.UnescapeDataString(equals < 0 ? "" : pair[(equals + 1)..]));
    });

    private static IEnumerable<FormField> Header(string name, string value) => name.ToLowerInvariant() switch
    {
        "x-oss-callback" => [new("callback", value)],
        "x-oss-callback-var" or "callback-var" => [new("callback-var", value), .. Vars(value)],
        _ => [new(name, value)],
    };

    private static List<FormField> Vars(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return [];
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? []
                : [.. document.RootElement.EnumerateObject().Take(MaxFields).Where(pair => pair.Value.ValueKind == JsonValueKind.String).Select(pair => new FormField(pair.Name, pair.Value.GetString()!))];
        }
        catch (JsonException)
        {
            return [];
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return [];
        }
    }

    private static string? Member(JsonElement root, string name) => root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
