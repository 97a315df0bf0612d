namespace SignGateway.Problems;

/// <summary>A setting whose text administrators may see. Text without this is taken for a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HarmlessAttribute : Attribute;
