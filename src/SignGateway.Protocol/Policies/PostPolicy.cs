using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SignGateway.Protocol.Policies;

/// <summary>A PostObject policy as OSS reads it (OSS, "PostObject", policy), whoever wrote it, with all that OSS would find wrong with it.</summary>
/// <param name="Expiration">When it ends; null if that is missing or unreadable.</param>
/// <param name="ExpirationText">What stands there for its end; null if nothing does.</param>
/// <param name="Conditions">The conditions in order.</param>
public sealed record PostPolicy(DateTimeOffset? Expiration, string? ExpirationText, IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>The most conditions that are read; those of the gateway's own have a few dozen.</summary>
    public const int MaxConditions = 200;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 8 };

    /// <summary>The conditions on fields and on the bucket.</summary>
    public IEnumerable<PolicyCondition.OfField> FieldConditions => Conditions.OfType<PolicyCondition.OfField>();

    /// <summary>The condition on the size; null if there is none.</summary>
    public PolicyCondition.OfSize? Size => Conditions.OfType<PolicyCondition.OfSize>().FirstOrDefault();

    /// <summary>Whether a condition names the field.</summary>
    public bool Names(string field) => FieldConditions.Any(condition => condition.Names(field));

    /// <summary>Reads the Base64 of a form's <c>policy</c> field; null, with what is wrong in words that quote nothing, if OSS could not.</summary>
    public static PostPolicy? FromBase64(string text, out string fault)
    {
        var bytes = new byte[text.Length];
        fault = "it is not Base64";
        return Convert.TryFromBase64String(text, bytes, out var length) ? FromJson(bytes.AsSpan(0, length), out fault) : null;
    }

    /// <summary>Reads a policy's JSON; null, with what is wrong in words that quote nothing, if OSS could not.</summary>
    public static PostPolicy? FromJson(ReadOnlySpan<byte> json, out string fault)
    {
        fault = "it is not UTF-8";
        if (!Utf8.IsValid(json))
            return null;
        try
        {
            using var document = JsonDocument.Parse(WithLegalDollars(Encoding.UTF8.GetString(json)), Bounded);
            return Read(document.RootElement, out fault);
        }
        catch (JsonException)
        {
            fault = "it is not valid JSON";
        }
        catch (InvalidOperationException)
        {
            fault = "it holds half a character";
        }

        return null;
    }

    private static PostPolicy? Read(JsonElement root, out string fault)
    {
        fault = "it is not a JSON object";
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        fault = "it has no array of conditions";
        if (!root.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array)
            return null;
        fault = "it has no condition";
        if (conditions.GetArrayLength() == 0)
            return null;
        fault = $"it has over {MaxConditions} conditions";
        if (conditions.GetArrayLength() > MaxConditions)
            return null;

        fault = "";
        var text = root.TryGetProperty("expiration", out var expiration) && expiration.ValueKind == JsonValueKind.String ? expiration.GetString() : null;
        return new PostPolicy(ReadTime(text), text, [.. conditions.EnumerateArray().Select(PolicyConditionReader.Read)]);
    }

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    // OSS knows an escape for the dollar sign that JSON does not. A backslash stands nowhere but in strings.
    private static string WithLegalDollars(string json)
    {
        if (!json.Contains("\\$", StringComparison.Ordinal))
            return json;
        var text = new StringBuilder(json.Length + 16);
        for (var index = 0; index < json.Length; index++)
        {
            if (json[index] != '\\' || index + 1 == json.Length)
            {
                text.Append(json[index]);
                continue;
            }

            index++;
            text.Append(json[index] == '$' ? "\\u0024" : $"\\{json[index]}");
        }

        return text.ToString();
    }
}
