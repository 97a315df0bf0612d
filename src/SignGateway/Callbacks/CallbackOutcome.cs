using SignGateway.Problems;

namespace SignGateway.Callbacks;

/// <summary>Every way in which a callback can end.</summary>
internal abstract record CallbackOutcome
{
    private CallbackOutcome()
    {
    }

    /// <summary>The upload is recorded; the answer is the upload as JSON, as it was first recorded.</summary>
    public sealed record Recorded(string Answer, bool Duplicate) : CallbackOutcome;

    /// <summary>The callback does not count; the reason is for the log and never holds a secret.</summary>
    public sealed record Refused(Problem Problem, string Reason) : CallbackOutcome;
}
