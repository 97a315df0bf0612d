namespace OssSimulator.Callbacks;

/// <summary>One callback request as it was sent, and what came of it.</summary>
/// <param name="Status">The answer's status, if there was an answer.</param>
/// <param name="Failure">What the uploader was told, if it failed.</param>
public sealed record CallbackRecord(
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    int? Status,
    string Answer,
    string? Failure);
