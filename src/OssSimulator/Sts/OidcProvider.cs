namespace OssSimulator.Sts;

/// <summary>An identity provider that is registered with RAM, with the tokens it has given out. What they say is never read.</summary>
/// <param name="Arn">Such as <c>acs:ram::1000000000000000:oidc-provider/cluster</c>.</param>
public sealed record OidcProvider(string Arn, IReadOnlyList<OidcToken> Tokens);
