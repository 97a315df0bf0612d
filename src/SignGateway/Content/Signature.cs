namespace SignGateway.Content;

/// <summary>How files of a format begin.</summary>
/// <param name="Name">The format, as people call it.</param>
/// <param name="Types">Its media types in lower case; <c>*</c> at the end stands for any rest.</param>
/// <param name="Matches">Whether bytes begin so.</param>
/// <param name="IsProgram">Whether a computer would run it.</param>
internal sealed record Signature(string Name, string[] Types, Recognise Matches, bool IsProgram = false)
{
    public bool IsOf(string type) => Types.Any(own => own.EndsWith('*') ? type.StartsWith(own[..^1], StringComparison.Ordinal) : type == own);
}
