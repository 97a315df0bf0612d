namespace SignGateway.Protocol.Values;

/// <summary>An AccessKey pair, with a token if it is temporary.</summary>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="AccessKeySecret">The key's secret.</param>
/// <param name="SecurityToken">The token of a temporary pair, or null.</param>
public sealed record OssCredentials(string AccessKeyId, string AccessKeySecret, string? SecurityToken = null)
{
    /// <summary>Never shows the secret or the token.</summary>
    public override string ToString() => SecurityToken is null ? AccessKeyId : $"{AccessKeyId} (temporary)";
}
