namespace OssSimulator.Errors;

/// <summary>A refusal: HTTP status, OSS code, message, EC number and further elements of the error document.</summary>
internal sealed record OssError(int Status, string Code, string Message, string? Ec = null)
{
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];
}
