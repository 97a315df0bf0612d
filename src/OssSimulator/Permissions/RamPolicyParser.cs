using System.Text.Json;
using OssSimulator.Signing;

namespace OssSimulator.Permissions;

/// <summary>Reads a RAM policy. What it could not enforce it does not take, so that no rule is believed in that nobody looks at.</summary>
internal static class RamPolicyParser
{
    private static readonly string[] Members = ["Effect", "Action", "Resource", "Condition"];

    public static RamPolicy? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Policy(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Not JSON, or, the reader's other way of saying so, half a surrogate pair.
            return null;
        }
    }

    private static RamPolicy? Policy(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Member(root, "Version") is not { ValueKind: JsonValueKind.String } version) return null;
        if (version.GetString() != "1" || Member(root, "Statement") is not { ValueKind: JsonValueKind.Array } list) return null;
        return All(list.EnumerateArray().Select(Statement)) is { Count: > 0 } statements ? new RamPolicy(statements) : null;
    }

    private static RamStatement? Statement(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || entry.EnumerateObject().Any(member => !Members.Contains(member.Name))) return null;
        if (Texts(Member(entry, "Effect")) is not [("Allow" or "Deny") and var effect]) return null;
        if (Texts(Member(entry, "Action")) is not { } actions || Texts(Member(entry, "Resource")) is not { } resources) return null;
        return Conditions(Member(entry, "Condition")) is { } conditions ? new RamStatement(effect == "Allow", actions, resources, conditions) : null;
    }

    private static List<RamCondition>? Conditions(JsonElement? block)
    {
        if (block is not { } comparisons) return [];
        if (comparisons.ValueKind != JsonValueKind.Object) return null;
        return All(comparisons.EnumerateObject().SelectMany(comparison => comparison.Value.ValueKind == JsonValueKind.Object
            ? comparison.Value.EnumerateObject().Select(member => Condition(comparison.Name, member))
            : [null]));
    }

    private static RamCondition? Condition(string comparison, JsonProperty member) => (comparison, member.Name.ToLowerInvariant()) switch
    {
        ("StringEquals" or "StringLike", "oss:prefix") => Texts(member.Value) is { } values ? new PrefixCondition(comparison == "StringLike", values) : null,
        ("DateLessThan", "acs:currenttime") => Texts(member.Value) is [var text] && IsoTime.TryParse(text, out var end) ? new TimeCondition(end) : null,
        _ => null,
    };

    /// <summary>One text, or a list of at least one.</summary>
    private static List<string>? Texts(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list => All(list.EnumerateArray().Select(Text)) is { Count: > 0 } texts ? texts : null,
        _ => null,
    };

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var found) ? found : null;

    /// <summary>Nothing if one of them is nothing.</summary>
    private static List<T>? All<T>(IEnumerable<T?> items)
        where T : class
    {
        var all = items.ToList();
        var some = all.OfType<T>().ToList();
        return some.Count == all.Count ? some : null;
    }
}
