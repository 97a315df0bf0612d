namespace SignGateway.Recovery;

/// <summary>What a pass of the sweep did.</summary>
/// <param name="Due">How many uploads were due, and taken for this pass.</param>
/// <param name="Settled">At how many it looked, and settled or planned what comes next.</param>
/// <param name="Unanswered">For how many OSS did not answer; they are looked at again later.</param>
/// <param name="StoppedBecause">Why the pass ended early; null if it did not.</param>
public sealed record ReconcileReport(long Due, long Settled, long Unanswered, string? StoppedBecause)
{
    /// <summary>Before the first upload.</summary>
    public static ReconcileReport Empty { get; } = new(0, 0, 0, null);

    /// <summary>Whether nothing that was due is left.</summary>
    public bool IsComplete => StoppedBecause is null && Settled == Due;
}
