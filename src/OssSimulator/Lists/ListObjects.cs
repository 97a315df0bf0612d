using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Lists;

/// <summary>The objects of a bucket, a page at a time: ListObjectsV2.</summary>
internal sealed class ListObjects(RequestAuthorizer authorizer, ObjectStore store)
{
    public static bool IsAskedFor(string method, RequestTarget target) =>
        HttpMethods.IsGet(method) && target.Key.Length == 0 && target.Parameter("list-type") == "2";

    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, out var isAnonymous) is { } refused) return refused;
        if (isAnonymous) return OssErrors.NoRightByAcl;
        if (ListQuery.Parse(target, out var query) is { } wrong) return wrong;

        var (objects, last) = store.List(target.Bucket, query!.Prefix, query.Position, query.MaxKeys);
        var document = ListDocument.Write(target.Bucket, query, objects, last);
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
        return null;
    }
}
