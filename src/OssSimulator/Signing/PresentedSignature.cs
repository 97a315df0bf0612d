namespace OssSimulator.Signing;

/// <summary>What a signed request says about its own signature, wherever it carries it.</summary>
internal sealed record PresentedSignature(
    CredentialScope Scope,
    string Time,
    DateTimeOffset SignedAt,
    TimeSpan? Life,
    string? SecurityToken,
    IReadOnlyList<string> AdditionalHeaders,
    string Signature);
