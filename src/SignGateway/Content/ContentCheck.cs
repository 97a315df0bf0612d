namespace SignGateway.Content;

/// <summary>Compares the first bytes of a file with the media type that it is said to have. This finds what is mislabelled, not what is malicious.</summary>
internal static class ContentCheck
{
    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="type">The media type, without parameters.</param>
    /// <param name="start">The first bytes; nothing is wrong with an empty file.</param>
    /// <param name="isWhole">Whether they are all.</param>
    public static string? Fault(string type, ReadOnlySpan<byte> start, bool isWhole)
    {
        var declared = type.ToLowerInvariant();
        if (start.IsEmpty)
            return null;
        if (Signatures.Of(declared) is { } signature)
            return signature.Matches(start) ? null : BeginsAs(start);
        return PlainText.Covers(declared) ? TextFault(declared, start, isWhole) : UnknownFault(start);
    }

    private static string? TextFault(string declared, ReadOnlySpan<byte> start, bool isWhole)
    {
        if (!PlainText.Is(start, isWhole))
            return Signatures.In(start) is null ? "it is no text in UTF-8" : BeginsAs(start);
        // The only other format that may begin with text alone.
        if (Signatures.In(start) is { Name: "PDF" })
            return BeginsAs(start);
        return PlainText.IsData(declared) && Markup.Begins(start) is MarkupKind.Html or MarkupKind.Svg ? BeginsAs(start) : null;
    }

    private static string? UnknownFault(ReadOnlySpan<byte> start) =>
        Markup.Begins(start) != MarkupKind.None || Signatures.In(start) is { IsProgram: true } ? BeginsAs(start) : null;

    private static string BeginsAs(ReadOnlySpan<byte> start) => Signatures.In(start) is { } found ? $"it begins as {found.Name}" : "its first bytes are not those of its type";
}
