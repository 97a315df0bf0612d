using System.Text.Json;
using OssSimulator.Errors;

namespace OssSimulator.Policies;

/// <summary>Reads one entry of the policy's conditions: a map of one member, or a list that begins with an operator.</summary>
internal static class ConditionParser
{
    private static readonly OssError WrongValue =
        OssErrors.InvalidPolicy("Invalid Condition: a value has the wrong type.", "0006-00000224");

    public static OssError? Parse(JsonElement entry, out FieldCondition? field, out SizeRange? range)
    {
        field = null;
        range = null;
        return entry.ValueKind switch
        {
            JsonValueKind.Object => ParseMap(entry, out field),
            JsonValueKind.Array => ParseList(entry, out field, out range),
            _ => OssErrors.InvalidPolicy("Invalid Condition: an entry must be a map or a list.", "0006-00000222"),
        };
    }

    private static OssError? ParseMap(JsonElement entry, out FieldCondition? field)
    {
        field = null;
        var members = entry.EnumerateObject().ToList();
        if (members is not [var only])
        {
            return OssErrors.InvalidPolicy(
                "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.", "0006-00000222");
        }

        if (only.Value.ValueKind != JsonValueKind.String) return WrongValue;
        field = new FieldCondition(ConditionOperator.Equal, WithoutDollar(only.Name), [only.Value.GetString()!]);
        return null;
    }

    private static OssError? ParseList(JsonElement entry, out FieldCondition? field, out SizeRange? range)
    {
        field = null;
        range = null;
        var items = entry.EnumerateArray().ToList();
        if (items.Count == 0 || items[0].ValueKind != JsonValueKind.String)
        {
            return OssErrors.InvalidPolicy("Invalid Condition: an entry has no operator.", "0006-00000216");
        }

        if (items.Count != 3)
        {
            return OssErrors.InvalidPolicy("Invalid Condition: an entry must have an operator and two operands.", "0006-00000218");
        }

        return items[0].GetString() switch
        {
            "content-length-range" => ParseRange(items[1], items[2], out range),
            "eq" => ParseText(ConditionOperator.Equal, items[1], items[2], out field),
            "starts-with" => ParseText(ConditionOperator.StartsWith, items[1], items[2], out field),
            "in" => ParseChoice(ConditionOperator.In, items[1], items[2], out field),
            "not-in" => ParseChoice(ConditionOperator.NotIn, items[1], items[2], out field),
            _ => OssErrors.InvalidPolicy("Invalid Condition: an entry has an unknown operator.", "0006-00000216"),
        };
    }

    private static OssError? ParseRange(JsonElement min, JsonElement max, out SizeRange? range)
    {
        range = null;
        if (min.ValueKind != JsonValueKind.Number || max.ValueKind != JsonValueKind.Number
            || !min.TryGetInt64(out var low) || !max.TryGetInt64(out var high))
        {
            return OssErrors.InvalidPolicy("Invalid JSON: content-length-range takes two integers.", "0006-00000224");
        }

        if (low < 0 || high < low) return OssErrors.InvalidPolicy("content-length-range is empty.", "0006-00000224");
        range = new SizeRange(low, high);
        return null;
    }

    private static OssError? ParseText(ConditionOperator kind, JsonElement name, JsonElement value, out FieldCondition? field)
    {
        field = null;
        if (name.ValueKind != JsonValueKind.String || value.ValueKind != JsonValueKind.String) return WrongValue;
        field = new FieldCondition(kind, WithoutDollar(name.GetString()!), [value.GetString()!]);
        return null;
    }

    private static OssError? ParseChoice(ConditionOperator kind, JsonElement name, JsonElement values, out FieldCondition? field)
    {
        field = null;
        if (name.ValueKind != JsonValueKind.String || values.ValueKind != JsonValueKind.Array
            || values.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.String))
        {
            return WrongValue;
        }

        field = new FieldCondition(kind, WithoutDollar(name.GetString()!), [.. values.EnumerateArray().Select(value => value.GetString()!)]);
        return null;
    }

    private static string WithoutDollar(string name) => name.StartsWith('$') ? name[1..] : name;
}
