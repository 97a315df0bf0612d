using System.Text.Json;

namespace SignGateway.Protocol.Policies;

/// <summary>Reads one entry of a policy's conditions: an object of one member, or an array that begins with an operator.</summary>
internal static class PolicyConditionReader
{
    private const string SizeRange = "content-length-range";

    public static PolicyCondition Read(JsonElement entry)
    {
        try
        {
            return entry.ValueKind switch
            {
                JsonValueKind.Object => ReadObject(entry),
                JsonValueKind.Array => ReadArray(entry),
                _ => Broken(entry, "an entry must be an object of one member or an array"),
            };
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return Broken(entry, "an entry holds half a character");
        }
    }

    private static PolicyCondition ReadObject(JsonElement entry)
    {
        if (entry.GetPropertyCount() != 1)
            return Broken(entry, "an object must have exactly one member");
        var member = entry.EnumerateObject().First();
        return member.Value.ValueKind == JsonValueKind.String
            ? new PolicyCondition.OfField(PolicyOperator.Equal, WithoutDollar(member.Name), [member.Value.GetString()!])
            : Broken(entry, "the value must be a string");
    }

    private static PolicyCondition ReadArray(JsonElement entry)
    {
        if (entry.GetArrayLength() == 0 || entry[0].ValueKind != JsonValueKind.String)
            return Broken(entry, "an array must begin with an operator");
        if (entry.GetArrayLength() != 3)
            return Broken(entry, "an array must have an operator and two operands");
        return entry[0].GetString() switch
        {
            SizeRange => ReadSize(entry),
            "eq" => ReadText(PolicyOperator.Equal, entry),
            "starts-with" => ReadText(PolicyOperator.StartsWith, entry),
            "in" => ReadChoice(PolicyOperator.In, entry),
            "not-in" => ReadChoice(PolicyOperator.NotIn, entry),
            _ => Broken(entry, $"the operator must be eq, starts-with, in, not-in or {SizeRange}"),
        };
    }

    private static PolicyCondition ReadSize(JsonElement entry) =>
        entry[1].ValueKind == JsonValueKind.Number && entry[2].ValueKind == JsonValueKind.Number
        && entry[1].TryGetInt64(out var min) && entry[2].TryGetInt64(out var max) && min >= 0 && max >= min
            ? new PolicyCondition.OfSize(min, max)
            : Broken(entry, $"{SizeRange} takes two whole numbers, the smaller first, without quotes");

    private static PolicyCondition ReadText(PolicyOperator comparison, JsonElement entry) =>
        entry[1].ValueKind == JsonValueKind.String && entry[2].ValueKind == JsonValueKind.String
            ? new PolicyCondition.OfField(comparison, WithoutDollar(entry[1].GetString()!), [entry[2].GetString()!])
            : Broken(entry, "field and value must be strings");

    private static PolicyCondition ReadChoice(PolicyOperator choice, JsonElement entry) =>
        entry[1].ValueKind == JsonValueKind.String && entry[2].ValueKind == JsonValueKind.Array && entry[2].EnumerateArray().All(value => value.ValueKind == JsonValueKind.String)
            ? new PolicyCondition.OfField(choice, WithoutDollar(entry[1].GetString()!), [.. entry[2].EnumerateArray().Select(value => value.GetString()!)])
            : Broken(entry, "a choice takes a field and an array of strings");

    private static PolicyCondition.Unreadable Broken(JsonElement entry, string fault) => new(entry.GetRawText(), fault);

    private static string WithoutDollar(string name) => name.StartsWith('$') ? name[1..] : name;
}
