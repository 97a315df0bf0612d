namespace SignGateway.Limits;

/// <summary>Section <c>SignGateway:Limits</c>: how often, in one minute and in one process. How much is a matter of a profile's quota.</summary>
public sealed class LimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Limits";

    /// <summary>Grants that one user gets in a minute; a batch counts as many as it has. Defaults to no limit.</summary>
    public int? GrantsPerUser { get; set; }

    /// <summary>Grants that one client address gets in a minute, whoever asks; of IPv6, a network of 64 bits is one address. Defaults to no limit.</summary>
    public int? GrantsPerAddress { get; set; }

    /// <summary>
    /// Callbacks of one address that may fail in a minute. Beyond that, those without a good ticket are refused before their signature is looked at; those with one are
    /// never refused for it. Defaults to 300; 0 for no limit.
    /// </summary>
    public int FailedCallbacksPerAddress { get; set; } = 300;
}
