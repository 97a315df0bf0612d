namespace OssSimulator.Signing;

/// <summary>The parsed <c>id/day/region/oss/aliyun_v4_request</c>.</summary>
internal sealed record CredentialScope(string AccessKeyId, string Day, string Region)
{
    public const string Algorithm = "OSS4-HMAC-SHA256";
    public const string Product = "oss";
    public const string Terminator = "aliyun_v4_request";

    public string Text => $"{Day}/{Region}/{Product}/{Terminator}";

    public static CredentialScope? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } id, { Length: 8 } day, { Length: > 0 } region, Product, Terminator]
            ? new CredentialScope(id, day, region)
            : null;
}
