namespace SignGateway.Uploads;

/// <summary>The replay guard could not be reached or did not answer in time.</summary>
public sealed class GuardUnavailableException : Exception
{
    /// <summary>Wraps what the store threw.</summary>
    public GuardUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
