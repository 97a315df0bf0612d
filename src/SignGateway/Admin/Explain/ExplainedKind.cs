namespace SignGateway.Admin.Explain;

/// <summary>What a pasted text can be.</summary>
internal enum ExplainedKind
{
    Grant,
    Form,
    Policy,
    Callback,
    Ticket,
    Error,
    Unknown,
}

internal static class ExplainedKinds
{
    public static string ToText(this ExplainedKind kind) => kind.ToString().ToLowerInvariant();
}
