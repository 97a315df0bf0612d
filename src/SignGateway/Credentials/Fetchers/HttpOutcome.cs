namespace SignGateway.Credentials.Fetchers;

/// <summary>Every way in which asking a service can end.</summary>
internal abstract record HttpOutcome
{
    private HttpOutcome()
    {
    }

    /// <summary>An answer of whatever status, with the service's own time if it says it.</summary>
    public sealed record Answered(int Status, string Body, DateTimeOffset? Date) : HttpOutcome
    {
        /// <summary>Never shows the body.</summary>
        public override string ToString() => $"Answered {Status}";
    }

    public sealed record Unanswered(string Reason) : HttpOutcome;
}
