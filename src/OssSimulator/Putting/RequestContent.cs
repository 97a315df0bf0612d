using OssSimulator.Errors;
using OssSimulator.Objects;

namespace OssSimulator.Putting;

/// <summary>Content that is the body of a request, whole or a part.</summary>
internal static class RequestContent
{
    /// <summary>What can be told before it is read: a client that waits for a 100 then need not send it.</summary>
    public static OssError? Check(HttpRequest request)
    {
        if (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0) return OssErrors.NoLength;
        return request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.OrdinalIgnoreCase)
            ? OssErrors.InvalidArgument("aws-chunked encoding is not supported.", "Content-Encoding", request.Headers.ContentEncoding)
            : null;
    }

    public static async Task<OssError?> ReceiveAsync(HttpRequest request, IncomingFile incoming, long maxLength)
    {
        try
        {
            if (!await incoming.CopyFromAsync(request.Body, maxLength, request.HttpContext.RequestAborted)) return OssErrors.TooLarge;
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return OssErrors.TooLarge;
        }

        return request.Headers.ContentMD5.ToString() is { Length: > 0 } md5 && md5 != incoming.ContentMd5 ? OssErrors.WrongDigest : null;
    }
}
