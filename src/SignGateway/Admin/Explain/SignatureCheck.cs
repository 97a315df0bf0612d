namespace SignGateway.Admin.Explain;

/// <summary>What came of comparing a signature with our own.</summary>
internal enum SignatureCheck
{
    /// <summary>There is none, or it was made with a key that is not ours.</summary>
    Unknown,
    Match,
    Mismatch,
}
