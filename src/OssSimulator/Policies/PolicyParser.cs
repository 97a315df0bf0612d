using System.Globalization;
using System.Text.Json;
using OssSimulator.Errors;

namespace OssSimulator.Policies;

/// <summary>Reads a policy; every way it can be malformed has its own message.</summary>
internal static class PolicyParser
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    public static OssError? Parse(string base64, out PolicyDocument? policy)
    {
        policy = null;
        if (base64.Length == 0) return OssErrors.InvalidPolicy("policy is blank.", "0006-00000205");
        if (PolicyText.Decode(base64) is not { } json) return OssErrors.InvalidPolicy("policy is not Base64 of UTF-8 text.", "0006-00000201");
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement, out policy);
        }
        catch (JsonException problem)
        {
            return OssErrors.InvalidPolicy($"Invalid JSON: {problem.Message}", "0006-00000201");
        }
        catch (InvalidOperationException)
        {
            // The reader's way of saying that a string holds half a surrogate pair.
            return OssErrors.InvalidPolicy("Invalid JSON: a string is not valid Unicode.", "0006-00000201");
        }
    }

    private static OssError? Parse(JsonElement root, out PolicyDocument? policy)
    {
        policy = null;
        if (root.ValueKind != JsonValueKind.Object) return OssErrors.InvalidPolicy("Invalid JSON: not an object.", "0006-00000201");
        var hasExpiration = root.TryGetProperty("expiration", out var expiration);
        var hasConditions = root.TryGetProperty("conditions", out var conditions);
        if (!hasExpiration && !hasConditions) return OssErrors.InvalidPolicy("missing expiration and conditions.", "0006-00000209");
        if (!hasExpiration) return OssErrors.InvalidPolicy("missing expiration.", "0006-00000209");
        if (!hasConditions) return OssErrors.InvalidPolicy("missing conditions.", "0006-00000207");
        if (!TryParseTime(expiration, out var end)) return OssErrors.InvalidPolicy("expiration is not an ISO 8601 time in GMT.", "0006-00000201");
        if (conditions.ValueKind != JsonValueKind.Array) return OssErrors.InvalidPolicy("conditions must be a list.", "0006-00000214");
        if (conditions.GetArrayLength() == 0) return OssErrors.InvalidPolicy("conditions must not be empty.", "0006-00000215");

        var fields = new List<FieldCondition>();
        var size = SizeRange.Any;
        foreach (var entry in conditions.EnumerateArray())
        {
            if (ConditionParser.Parse(entry, out var field, out var range) is { } error) return error;
            if (field is not null) fields.Add(field);
            if (range is not null) size = size.Intersect(range);
        }

        policy = new PolicyDocument(end, fields, size);
        return null;
    }

    private static bool TryParseTime(JsonElement element, out DateTimeOffset time)
    {
        time = default;
        return element.ValueKind == JsonValueKind.String && DateTimeOffset.TryParseExact(
            element.GetString(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
