namespace OssSimulator.Callbacks;

/// <summary>The application server's answer for the uploader, or why there is none.</summary>
internal sealed record CallbackOutcome(byte[] Answer, string? Failure)
{
    public static CallbackOutcome Failed(string message) => new([], message);
}
