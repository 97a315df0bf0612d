namespace OssSimulator;

/// <summary>A key pair the simulator accepts; with a <paramref name="SecurityToken"/> it is a temporary one.</summary>
public sealed record AccessKey(string Id, string Secret, string? SecurityToken = null, DateTimeOffset? Expiration = null);
