namespace SignGateway.Protocol.Callbacks;

/// <summary>One name of a callback's body template.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The constant, or the name of the variable that OSS fills in.</param>
/// <param name="IsVariable">Which of the two.</param>
public sealed record TemplateEntry(string Name, string Value, bool IsVariable);
