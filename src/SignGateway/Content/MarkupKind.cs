namespace SignGateway.Content;

internal enum MarkupKind
{
    None,
    Html,
    Svg,

    /// <summary>A comment or the like that has no end in sight, so that nobody knows what follows.</summary>
    Unfinished,
}
