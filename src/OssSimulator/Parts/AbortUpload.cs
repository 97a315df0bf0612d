using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>AbortMultipartUpload: nothing is left of it.</summary>
internal sealed class AbortUpload(RequestAuthorizer authorizer, UploadStore uploads)
{
    public OssError? Handle(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.AbortMultipartUpload) is { } refused) return refused;
        if (uploads.Find(target, out var upload) is { } missing) return missing;
        if (upload!.End(_ => null) is { } over) return over;
        uploads.Abort(upload);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }
}
