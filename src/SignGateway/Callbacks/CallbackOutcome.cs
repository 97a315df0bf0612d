using SignGateway.Forwarding;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>Every way in which a callback can end.</summary>
internal abstract record CallbackOutcome
{
    private CallbackOutcome()
    {
    }

    /// <summary>The upload is recorded; the answer is the upload as JSON, as it was first recorded.</summary>
    public sealed record Recorded(string Answer, bool Duplicate) : CallbackOutcome
    {
        /// <summary>The record; null if it was not asked for, since the replay guard had the answer.</summary>
        public UploadRecord? Upload { get; init; }

        /// <summary>Whether this very delivery made the record what it is.</summary>
        public bool IsNew { get; init; }

        /// <summary>What the application says to it; null if it is not asked.</summary>
        public ForwardedAnswer? App { get; init; }
    }

    /// <summary>The callback does not count; the reason is for the log and never holds a secret.</summary>
    public sealed record Refused(Problem Problem, string Reason) : CallbackOutcome;

    /// <summary>It is no callback but the doctor's probe. What is told is JSON, and the proof that this gateway tells it is bound to its bytes.</summary>
    public sealed record Probed(byte[] Told, string Proof) : CallbackOutcome;
}
