using Microsoft.AspNetCore.Http.Extensions;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Objects;

/// <summary>HEAD, GET and DELETE of one object.</summary>
internal sealed class ObjectRequests(RequestAuthorizer authorizer, ObjectStore store)
{
    private const int BufferSize = 64 * 1024;

    public OssError? Head(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.HeadObject, out var isAnonymous) is { } refused) return refused;
        var metadata = store.Find(target.Bucket, target.Key);
        if (isAnonymous && metadata is not { IsPublic: true }) return OssErrors.NoRightByAcl;
        if (metadata is null) return OssErrors.NoSuchKey;
        ObjectHeaders.Write(context.Response, metadata);
        context.Response.ContentLength = metadata.Size;
        return null;
    }

    public async Task<OssError?> GetAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.GetObject, out var isAnonymous) is { } refused) return refused;
        var overrides = ObjectHeaders.Overrides(target);
        if (isAnonymous && overrides.Count > 0) return OssErrors.InvalidArgument("response-* parameters need a signed request.");
        if (overrides.Values.Any(value => value.Any(char.IsControl)))
        {
            return OssErrors.InvalidArgument("A response-* parameter is not usable as a header.");
        }

        var found = store.Open(target.Bucket, target.Key);
        await using var content = found?.Content;
        if (isAnonymous && found is not { Metadata.IsPublic: true }) return OssErrors.NoRightByAcl;
        return found is { } open ? await SendAsync(context, overrides, open.Metadata, open.Content) : OssErrors.NoSuchKey;
    }

    public OssError? Delete(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.DeleteObject) is { } refused) return refused;
        store.Delete(target.Bucket, target.Key);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static async Task<OssError?> SendAsync(
        HttpContext context, Dictionary<string, string> overrides, ObjectMetadata metadata, Stream content)
    {
        if (!ByteRange.TryFit(context.Request.Headers.Range.ToString(), metadata.Size, out var range)) return OssErrors.InvalidRange;

        var response = context.Response;
        ObjectHeaders.Write(response, metadata);
        foreach (var (name, value) in overrides) response.Headers[name] = value;

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

        // From the open file, not by its name: another upload may replace that meanwhile.
        content.Position = part.First;
        await StreamCopyOperation.CopyToAsync(content, response.Body, part.Length, BufferSize, context.RequestAborted);
        return null;
    }
}
