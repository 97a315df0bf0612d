namespace OssSimulator.Callbacks;

/// <summary>The application server's answer for the uploader, or why there is none.</summary>
internal sealed record CallbackOutcome(byte[] Answer, string? Failure)
{
    public static readonly CallbackOutcome NoConnection =
        Failed("Error status : -1. OSS can not connect to your callbackUrl, please check it.");

    public static CallbackOutcome Failed(string message) => new([], message);

    public static CallbackOutcome TimedOut(CallbackUrl url, TimeSpan timeout)
    {
        var limit = (long)timeout.TotalMilliseconds;
        return Failed($"Error status : -1. {url.Uri.Authority} reply timeout, cost:{limit}ms, timeout:{limit}ms (err -4, errno110)");
    }
}
