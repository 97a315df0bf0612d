namespace SignGateway.Callbacks;

/// <summary>What of a callback's HTTP request takes part in judging it.</summary>
/// <param name="RawTarget">The request target exactly as received.</param>
/// <param name="Authorization">The header's values.</param>
/// <param name="PublicKeyUrl">The header's values.</param>
/// <param name="ContentType">The header, for reading the body.</param>
/// <param name="Transit">What it shows of its way here.</param>
internal sealed record CallbackRequest(
    string RawTarget,
    IReadOnlyList<string?> Authorization,
    IReadOnlyList<string?> PublicKeyUrl,
    string? ContentType,
    CallbackTransit Transit)
{
    /// <summary>Where it comes from, as failures are counted.</summary>
    public string Address { get; init; } = "";

    /// <summary>Filled in by the checks.</summary>
    public CallbackTrace Trace { get; } = new();
}
