namespace OssSimulator.Callbacks;

/// <summary>The parsed <c>callback</c> field.</summary>
internal sealed record CallbackConfiguration(IReadOnlyList<CallbackUrl> Urls, string? Host, string Body, string BodyType)
{
    public const string FormType = "application/x-www-form-urlencoded";
    public const string JsonType = "application/json";
}
