using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The <c>callback</c> field of a form as OSS reads it (OSS, "Callback"), whoever wrote it. A member of the wrong type reads as missing, and is a fault.</summary>
/// <param name="Urls">The URLs of <c>callbackUrl</c>, in order.</param>
/// <param name="Body">The template of the body, or null.</param>
/// <param name="BodyTypeText">What <c>callbackBodyType</c> says, or null.</param>
/// <param name="Host">What <c>callbackHost</c> says, or null.</param>
/// <param name="Sni">Whether OSS names the host in the TLS handshake.</param>
/// <param name="Faults">For which OSS refuses the upload, in words that quote nothing.</param>
public sealed record CallbackDocument(
    IReadOnlyList<string> Urls, string? Body, string? BodyTypeText, string? Host, bool Sni, IReadOnlyList<string> Faults)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";
    private const int MaxUrls = 5;

    /// <summary>How OSS fills in the template; null if <see cref="BodyTypeText"/> names no such way.</summary>
    public CallbackBodyType? BodyType => (BodyTypeText ?? FormType) switch
    {
        FormType => CallbackBodyType.Form,
        JsonType => CallbackBodyType.Json,
        _ => null,
    };

    /// <summary>Reads the Base64 of a form's <c>callback</c> field; null, with what is wrong in words that quote nothing, if OSS could not.</summary>
    public static CallbackDocument? FromBase64(string text, out string fault)
    {
        fault = $"it is longer than {CallbackParameters.MaxBase64Length} characters";
        if (text.Length > CallbackParameters.MaxBase64Length)
            return null;
        fault = "it is not Base64";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? FromJson(bytes.AsSpan(0, length), out fault) : null;
    }

    /// <summary>Reads a callback's JSON; null, with what is wrong in words that quote nothing, if OSS could not.</summary>
    public static CallbackDocument? FromJson(ReadOnlySpan<byte> json, out string fault)
    {
        fault = "it is not UTF-8";
        if (!Utf8.IsValid(json))
            return null;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new JsonDocumentOptions { MaxDepth = 8 });
            fault = document.RootElement.ValueKind == JsonValueKind.Object ? "" : "it is not a JSON object";
            return fault.Length == 0 ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            fault = "it is not valid JSON";
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            fault = "it holds half a character";
        }

        return null;
    }

    private static CallbackDocument Read(JsonElement root)
    {
        List<string> faults = [];
        var urls = (Text("callbackUrl") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length is 0 or > MaxUrls)
            faults.Add($"callbackUrl must name 1 to {MaxUrls} URLs");
        var body = Text("callbackBody");
        if (string.IsNullOrEmpty(body))
            faults.Add("callbackBody must not be empty");
        var read = new CallbackDocument(urls, body, Text("callbackBodyType"), Text("callbackHost"), Flag("callbackSNI"), faults);
        if (read.BodyType is null)
            faults.Add($"callbackBodyType must be {FormType} or {JsonType}");
        return read;

        string? Text(string name)
        {
            if (!root.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
                return null;
            if (member.ValueKind == JsonValueKind.String)
                return member.GetString();
            faults.Add($"{name} must be a string");
            return null;
        }

        bool Flag(string name)
        {
            if (!root.TryGetProperty(name, out var member))
                return false;
            if (member.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                faults.Add($"{name} must be true or false");
            return member.ValueKind == JsonValueKind.True;
        }
    }
}
