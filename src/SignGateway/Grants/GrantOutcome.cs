using SignGateway.Problems;

namespace SignGateway.Grants;

/// <summary>Every way in which asking for grants can end.</summary>
internal abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>Signed; <paramref name="Repeated"/> if the same idempotency key and body came before.</summary>
    public sealed record Issued(IReadOnlyList<Grant> Grants, bool Repeated) : GrantOutcome;

    public sealed record Refused(Problem Problem) : GrantOutcome;
}
