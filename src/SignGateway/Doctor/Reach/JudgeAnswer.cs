namespace SignGateway.Doctor.Reach;

/// <summary>Whether OSS can take an answer as it comes: with a length, in one piece, not compressed.</summary>
internal static class JudgeAnswer
{
    private const string Fix = "nginx: gzip off; in the location, and proxy_buffering on; YARP and ASP.NET Core: no response compression on this route; CDN or load balancer: compression off.";

    /// <param name="url">The URL that was called.</param>
    /// <param name="shape">How the answer came that was allowed to be compressed.</param>
    /// <param name="plain">How it came when it was not; null if that was not tried.</param>
    public static IEnumerable<Finding> Of(string url, AnswerShape shape, AnswerShape? plain)
    {
        // Nothing but the compression, and only for who asks for it.
        var onlyWhenAsked = plain is { IsGood: true };
        if (shape.Encoding is { } encoding)
            yield return Told("answer_compressed", $"{url}: the answer comes compressed ({encoding})");
        if (shape.IsChunked)
            yield return Told("answer_chunked", $"{url}: the answer comes in chunks");
        else if (!shape.HasLength)
            yield return Told("answer_without_length", $"{url}: the answer comes without a Content-Length");

        Finding Told(string code, string text) => onlyWhenAsked
            ? Finding.Warning(code, $"{text} where the request says that it takes gzip, and is as it should be where not. OSS has not been seen to say so; if it ever does, it will call every callback failed.", Fix)
            : Finding.Fault(code, $"{text}, which OSS takes for a failed callback: the browser sees 203.", Fix);
    }
}
