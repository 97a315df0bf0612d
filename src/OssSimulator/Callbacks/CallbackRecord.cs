namespace OssSimulator.Callbacks;

/// <summary>One callback request as it was sent, and what came of it.</summary>
/// <param name="Status">The answer's status, if there was an answer.</param>
/// <param name="Failure">What an uploader is told of it, if it failed. The uploader of a delayed callback may have been told of a time-out before.</param>
public sealed record CallbackRecord(
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    int? Status,
    string Answer,
    string? Failure);
