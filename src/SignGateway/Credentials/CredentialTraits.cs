namespace SignGateway.Credentials;

/// <summary>What is known at start of the credentials to come.</summary>
/// <param name="AreTemporary">Whether a token comes with them, or may.</param>
/// <param name="SessionLife">How long such a token lives, if configuration decides it.</param>
internal sealed record CredentialTraits(bool AreTemporary, TimeSpan? SessionLife);
