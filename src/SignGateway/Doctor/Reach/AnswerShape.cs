namespace SignGateway.Doctor.Reach;

/// <summary>How an answer came, apart from what it says.</summary>
/// <param name="HasLength">Whether it had a Content-Length.</param>
/// <param name="IsChunked">Whether it came in chunks.</param>
/// <param name="Encoding">How it was compressed; null if it was not.</param>
internal sealed record AnswerShape(bool HasLength, bool IsChunked, string? Encoding)
{
    /// <summary>Whether OSS can take it.</summary>
    public bool IsGood => HasLength && !IsChunked && Encoding is null;
}
