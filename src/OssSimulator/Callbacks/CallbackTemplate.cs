using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OssSimulator.Signing;

namespace OssSimulator.Callbacks;

/// <summary>Fills <c>${name}</c> in a callback body; everything else is copied as it is, well-formed or not.</summary>
internal static class CallbackTemplate
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Mentions(string template, string variable) => template.Contains("${" + variable, StringComparison.Ordinal);

    public static string Fill(string template, string bodyType, JsonMissingValue missing, Func<string, CallbackValue?> find)
    {
        var isJson = bodyType == CallbackConfiguration.JsonType;
        var body = new StringBuilder(template.Length);
        var at = 0;
        while (at < template.Length)
        {
            var start = template.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : template.IndexOf('}', start);
            if (end < 0) break;
            body.Append(template, at, start - at);
            var value = find(template[(start + 2)..end]);
            body.Append(isJson ? Json(value, missing) : Form(value));
            at = end + 1;
        }

        return body.Append(template, at, template.Length - at).ToString();
    }

    private static string Form(CallbackValue? value) => value is null ? "" : PercentEncoding.Encode(value.Text);

    private static string Json(CallbackValue? value, JsonMissingValue missing)
    {
        if (value is null) return missing == JsonMissingValue.Null ? "null" : "";
        return value.IsNumber ? value.Text : JsonSerializer.Serialize(value.Text, Relaxed);
    }
}
