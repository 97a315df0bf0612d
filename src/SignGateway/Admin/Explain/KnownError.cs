namespace SignGateway.Admin.Explain;

/// <summary>An error of OSS that is understood.</summary>
/// <param name="Code">OSS's name of it.</param>
/// <param name="Sign">Its EC number or a part of its message, where the code alone is not enough; else null.</param>
/// <param name="Meaning">What it means, as a sentence.</param>
/// <param name="Fix">What to change, as a sentence.</param>
internal sealed record KnownError(string Code, string? Sign, string Meaning, string Fix)
{
    public bool Is(string code, string ec, string message) =>
        Code == code && (Sign is null || Sign == ec || message.Contains(Sign, StringComparison.OrdinalIgnoreCase));
}
