using System.Text.Json;
using System.Text.Unicode;
using OssSimulator.Errors;

namespace OssSimulator.Callbacks;

/// <summary>Reads the <c>callback</c> field before anything is stored.</summary>
internal static class CallbackParser
{
    private const int LengthLimit = 5 * 1024;
    private const int UrlLimit = 5;

    public static OssError? Parse(string encoded, out CallbackConfiguration? configuration)
    {
        configuration = null;
        if (encoded.Length > LengthLimit) return Wrong("The callback configuration exceeds 5 KB.", encoded, "0007-00000001");
        var bytes = new byte[encoded.Length];
        if (encoded.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return Wrong("The callback configuration is not base64 encoded.", encoded, "0007-00000002");
        }

        // The reader looks at names only when they are asked for.
        if (!Utf8.IsValid(bytes.AsSpan(0, length))) return NotJson(encoded);
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Parse(document.RootElement, encoded, out configuration) : NotJson(encoded);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair inside a string causes.
            return NotJson(encoded);
        }
    }

    private static OssError? Parse(JsonElement root, string encoded, out CallbackConfiguration? configuration)
    {
        configuration = null;
        if (ParseUrls(root, encoded, out var urls) is { } badUrl) return badUrl;

        if (Text(root, "callbackBody") is not { Length: > 0 } body)
        {
            return Wrong("The callback configuration has no callbackBody.", encoded, "0007-00000011");
        }

        var type = CallbackConfiguration.FormType;
        if (root.TryGetProperty("callbackBodyType", out var typeElement))
        {
            if (typeElement.ValueKind != JsonValueKind.String) return Wrong("callbackBodyType must be a string.", encoded, "0007-00000012");
            type = typeElement.GetString()!;
            if (type is not (CallbackConfiguration.FormType or CallbackConfiguration.JsonType))
            {
                return Wrong("callbackBodyType is not supported.", encoded, "0007-00000012");
            }
        }

        if (root.TryGetProperty("callbackSNI", out var sni) && sni.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return Wrong("callbackSNI must be a boolean.", encoded);
        }

        if (root.TryGetProperty("callbackHost", out var hostElement) && hostElement.ValueKind != JsonValueKind.String)
        {
            return Wrong("callbackHost must be a string.", encoded);
        }

        var host = Text(root, "callbackHost");
        if (host is not null && Uri.CheckHostName(host.Split(':')[0]) == UriHostNameType.Unknown)
        {
            return Wrong("callbackHost is neither a domain nor an address.", encoded);
        }

        configuration = new CallbackConfiguration(urls, host, body, type);
        return null;
    }

    private static OssError? ParseUrls(JsonElement root, string encoded, out List<CallbackUrl> urls)
    {
        urls = [];
        var texts = (Text(root, "callbackUrl") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (texts.Length == 0) return Wrong("The callback configuration has no callbackUrl.", encoded);
        if (texts.Length > UrlLimit) return Wrong("callbackUrl holds more than 5 URLs.", encoded, "0007-00000005");
        foreach (var text in texts)
        {
            if (CallbackUrl.Parse(text, out var hasBadPort) is { } url) urls.Add(url);
            else if (hasBadPort) return Wrong("The port of callbackUrl must be a positive integer.", encoded, "0007-00000004");
            else return Wrong("callbackUrl is not a valid URL.", encoded);
        }

        return null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static OssError NotJson(string encoded) => Wrong("The callback configuration is not json format.", encoded);

    private static OssError Wrong(string message, string encoded, string? ec = null) => OssErrors.InvalidArgument(message, "callback", encoded, ec);
}
