using System.Text.Encodings.Web;
using System.Text.Json;

namespace OssSimulator.Policies;

/// <summary>A condition on one form field; the name stands without its <c>$</c>.</summary>
internal sealed record FieldCondition(ConditionOperator Operator, string Field, IReadOnlyList<string> Values)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Holds(string? actual) => actual is not null && Operator switch
    {
        ConditionOperator.Equal => actual == Values[0],
        ConditionOperator.StartsWith => actual.StartsWith(Values[0], StringComparison.Ordinal),
        ConditionOperator.In => Values.Contains(actual),
        _ => !Values.Contains(actual),
    };

    /// <summary>The condition as error messages quote it.</summary>
    public override string ToString() => Operator switch
    {
        ConditionOperator.Equal => $"[\"eq\", {Quote("$" + Field)}, {Quote(Values[0])}]",
        ConditionOperator.StartsWith => $"[\"starts-with\", {Quote("$" + Field)}, {Quote(Values[0])}]",
        ConditionOperator.In => $"[\"in\", {Quote("$" + Field)}, {QuoteAll()}]",
        _ => $"[\"not-in\", {Quote("$" + Field)}, {QuoteAll()}]",
    };

    private string QuoteAll() => $"[{string.Join(", ", Values.Select(Quote))}]";

    private static string Quote(string text) => JsonSerializer.Serialize(text, Relaxed);
}
