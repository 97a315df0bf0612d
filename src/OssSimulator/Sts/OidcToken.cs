namespace OssSimulator.Sts;

/// <summary>A token that an <see cref="OidcProvider"/> has given out; without an expiration it is good for ever.</summary>
public sealed record OidcToken(string Text, DateTimeOffset? Expiration = null);
