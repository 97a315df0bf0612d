namespace SignGateway.Admin.Configuration;

/// <summary>One setting as administrators see it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">What is in force: a text, a list of texts, a number, a time or a switch; null where there is nothing, or nothing to be seen.</param>
/// <param name="Secret">Whether it is hidden.</param>
/// <param name="Set">Whether configuration says it, rather than a default.</param>
internal sealed record Setting(string Key, object? Value, bool Secret, bool Set);
