namespace SignGateway.Events.Delivery;

/// <summary>Every way in which an attempt ends.</summary>
internal abstract record SendOutcome
{
    /// <summary>The endpoint has taken the event.</summary>
    public sealed record Accepted : SendOutcome;

    /// <summary>The endpoint answered something else.</summary>
    /// <param name="Status">Its status.</param>
    /// <param name="RetryAfter">The pause it wishes for.</param>
    public sealed record Refused(int Status, TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>There was no answer.</summary>
    public sealed record Unanswered(string Reason) : SendOutcome;
}
