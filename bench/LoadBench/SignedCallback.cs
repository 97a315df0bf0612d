namespace LoadBench;

/// <summary>A callback ready to be posted.</summary>
/// <param name="StatusUrl">Where its upload is asked for.</param>
internal sealed record SignedCallback(string Signature, string Body, string StatusUrl)
{
    public const string Path = "/v1/callbacks/oss";
    public const string KeyUrlHeader = "x-oss-pub-key-url";
    public const string ContentType = "application/x-www-form-urlencoded";
}
