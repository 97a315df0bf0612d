namespace SignGateway.Uploads;

/// <summary>Every way in which a claim can end.</summary>
public abstract record GuardClaim
{
    private GuardClaim()
    {
    }

    /// <summary>The caller holds the claim; <paramref name="Token"/> names it.</summary>
    public sealed record Held(string Token) : GuardClaim;

    /// <summary>The key was answered before.</summary>
    public sealed record Answered(string Answer) : GuardClaim;

    /// <summary>Somebody else holds the claim.</summary>
    public sealed record Busy : GuardClaim;
}
