using System.Text.Json;

namespace OssSimulator.Callbacks;

/// <summary>What OSS demands of the application server's answer.</summary>
internal static class CallbackAnswer
{
    private const int LengthLimit = 1024 * 1024;

    private static readonly CallbackOutcome BadLength =
        CallbackOutcome.Failed("Error Status : 400. User server return too long content-length value");

    private static readonly CallbackOutcome NotJson = CallbackOutcome.Failed("Response body is not valid json format.");

    public static async Task<CallbackOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode != StatusCodes.Status200OK)
        {
            // The uploader sees the status only; the body goes into the log, for whoever wonders why.
            var refusal = response.Content.Headers.ContentLength is <= LengthLimit ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : [];
            return new CallbackOutcome(refusal, $"Error status : {(int)response.StatusCode}.");
        }

        if (response.Headers.TransferEncodingChunked == true
            || response.Content.Headers.ContentLength is not { } length
            || length > LengthLimit)
        {
            return BadLength;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return IsJson(body) ? new CallbackOutcome(body, null) : NotJson;
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            // The parser itself refuses a byte order mark.
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
