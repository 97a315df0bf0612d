namespace SignGateway.Doctor.Oss;

/// <summary>The origins that pages upload from, as far as configuration names them; for OSS's rules they are the same as for the gateway's own.</summary>
internal sealed record BrowserOrigins(IReadOnlyList<string> Configured)
{
    public const string Setting = "SignGateway:Cors:Origins";

    private const string MadeUp = "https://app.example.com";

    public bool AreConfigured => Configured.Count > 0;

    /// <summary>Whom to ask as: one at least.</summary>
    public IReadOnlyList<string> Asked => AreConfigured ? Configured : [MadeUp];
}
