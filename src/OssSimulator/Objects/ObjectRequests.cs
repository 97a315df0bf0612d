using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Objects;

/// <summary>HEAD, GET and DELETE of one object.</summary>
internal sealed class ObjectRequests(RequestAuthorizer authorizer, ObjectStore store)
{
    public OssError? Head(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, out var isAnonymous) is { } refused) return refused;
        var metadata = store.Find(target.Bucket, target.Key);
        if (isAnonymous && metadata is not { IsPublic: true }) return OssErrors.NoRightByAcl;
        if (metadata is null) return OssErrors.NoSuchKey;
        ObjectHeaders.Write(context.Response, metadata);
        context.Response.ContentLength = metadata.Size;
        return null;
    }

    public async Task<OssError?> GetAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, out var isAnonymous) is { } refused) return refused;
        if (isAnonymous && ObjectHeaders.AreOverridden(target))
        {
            return OssErrors.InvalidArgument("response-* parameters need a signed request.");
        }

        var found = store.Open(target.Bucket, target.Key);
        await using var content = found?.Content;
        if (isAnonymous && found is not { Metadata.IsPublic: true }) return OssErrors.NoRightByAcl;
        return found is { } open ? await SendAsync(context, target, open.Metadata, open.Content) : OssErrors.NoSuchKey;
    }

    public OssError? Delete(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, out var isAnonymous) is { } refused) return refused;
        if (isAnonymous) return OssErrors.NoRightByAcl;
        store.Delete(target.Bucket, target.Key);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static async Task<OssError?> SendAsync(HttpContext context, RequestTarget target, ObjectMetadata metadata, FileStream content)
    {
        if (!ByteRange.TryFit(context.Request.Headers.Range.ToString(), metadata.Size, out var range)) return OssErrors.InvalidRange;

        var response = context.Response;
        ObjectHeaders.Write(response, metadata);
        if (!ObjectHeaders.TryOverride(response, target))
        {
            response.Headers.Clear();
            return OssErrors.InvalidArgument("A response-* parameter is not usable as a header.");
        }

        if (context.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }

        var part = range ?? new ByteRange(0, metadata.Size - 1);
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {part.First}-{part.Last}/{metadata.Size}";
        }

        response.ContentLength = part.Length;
        if (part.Length > 0) await response.SendFileAsync(content.Name, part.First, part.Length, context.RequestAborted);
        return null;
    }
}
