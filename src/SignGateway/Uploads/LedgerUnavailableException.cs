namespace SignGateway.Uploads;

/// <summary>The ledger could not be reached or did not answer in time. What was asked for may or may not have happened.</summary>
public sealed class LedgerUnavailableException : Exception
{
    /// <summary>Wraps what the store threw.</summary>
    public LedgerUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
