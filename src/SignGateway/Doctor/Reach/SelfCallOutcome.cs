using SignGateway.Callbacks;

namespace SignGateway.Doctor.Reach;

/// <summary>Every way in which a self-call can end.</summary>
internal abstract record SelfCallOutcome
{
    private SelfCallOutcome()
    {
    }

    /// <summary>This gateway answered, and proved it.</summary>
    public sealed record Reached(ProbeArrival Arrived, SentProbe Sent, AnswerShape Shape, TimeSpan Took) : SelfCallOutcome;

    /// <summary>Somebody answered who proved nothing.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Code">The code, if it is a problem as gateways of this kind write it.</param>
    /// <param name="Server">What the answer says of its server.</param>
    public sealed record Foreign(int Status, string? Code, string? Server) : SelfCallOutcome;

    /// <summary>The answer sends the caller elsewhere.</summary>
    public sealed record Redirected(int Status, string Location) : SelfCallOutcome;

    /// <summary>There was no answer.</summary>
    public sealed record Unreached(string Reason) : SelfCallOutcome;
}
