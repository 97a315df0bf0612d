namespace SignGateway.Doctor;

/// <summary>One thing that the doctor found. No text holds a secret.</summary>
/// <param name="Code">Stable, in lower case with underscores, such as <c>bucket_missing</c>; <c>ok</c> is not one.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Text">What was found, in one sentence with the figures that prove it.</param>
/// <param name="Fix">What to do about it, such as the command to run or the rule to add; null where nothing is to be done.</param>
public sealed record Finding(string Code, FindingLevel Level, string Text, string? Fix = null)
{
    /// <summary>The profile that it is about; null if it is about all.</summary>
    public string? Profile { get; init; }

    /// <summary>As it should be.</summary>
    public static Finding Ok(string code, string text) => new(code, FindingLevel.Ok, text);

    /// <summary>Not looked at.</summary>
    public static Finding Skipped(string code, string text) => new(code, FindingLevel.Skipped, text);

    /// <summary>Works, but is seldom meant.</summary>
    public static Finding Warning(string code, string text, string fix) => new(code, FindingLevel.Warning, text, fix);

    /// <summary>Something fails, or will.</summary>
    public static Finding Fault(string code, string text, string fix) => new(code, FindingLevel.Fault, text, fix);
}
