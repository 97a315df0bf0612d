using OssSimulator.Callbacks;
using OssSimulator.Errors;

namespace OssSimulator.Objects;

/// <summary>What every uploader is told once its object is stored.</summary>
internal static class UploadAnswer
{
    public static void AddHeaders(HttpResponse response, ObjectMetadata stored)
    {
        response.Headers.ETag = $"\"{stored.ETag}\"";
        if (stored.ContentMd5.Length > 0) response.Headers.ContentMD5 = stored.ContentMd5;
        response.Headers["x-oss-hash-crc64ecma"] = stored.Crc64;
    }

    /// <summary>The application server's answer, or why there is none.</summary>
    public static async Task<OssError?> WriteAsync(HttpContext context, ObjectMetadata stored, CallbackOutcome outcome)
    {
        AddHeaders(context.Response, stored);
        if (outcome.Failure is { } failure) return OssErrors.CallbackFailed(failure);

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = outcome.Answer.Length;
        await context.Response.Body.WriteAsync(outcome.Answer, context.RequestAborted);
        return null;
    }
}
