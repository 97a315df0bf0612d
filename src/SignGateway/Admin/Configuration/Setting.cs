using System.Globalization;

namespace SignGateway.Admin.Configuration;

/// <summary>One setting as administrators see it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">What is in force: a text, a list of texts, a number, a time or a switch; null where there is nothing, or nothing to be seen.</param>
/// <param name="Secret">Whether it is hidden.</param>
/// <param name="Set">Whether configuration says it, rather than a default.</param>
public sealed record Setting(string Key, object? Value, bool Secret, bool Set)
{
    /// <summary>The value as one line of text; null where there is nothing, or nothing to be seen.</summary>
    public string? Text => Value switch
    {
        null => null,
        IReadOnlyList<string> texts => texts.Count == 0 ? null : string.Join(", ", texts),
        bool isOn => isOn ? "true" : "false",
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture),
    };
}
