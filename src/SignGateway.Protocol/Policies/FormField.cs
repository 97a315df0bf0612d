namespace SignGateway.Protocol.Policies;

/// <summary>One field of a PostObject form, in front of the file.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">The field's value.</param>
public sealed record FormField(string Name, string Value);
