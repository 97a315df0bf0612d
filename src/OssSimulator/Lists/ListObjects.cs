using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Lists;

/// <summary>The objects of a bucket, a page at a time: ListObjectsV2, and the version before it.</summary>
internal sealed class ListObjects(RequestAuthorizer authorizer, ObjectStore store)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target, OssOperation operation)
    {
        if (authorizer.Authorize(context.Request, target, operation) is { } refused) return refused;
        if (ListQuery.Parse(target, operation, out var query) is { } wrong) return wrong;

        var page = store.List(target.Bucket, query!.Prefix, query.Delimiter, query.Position, query.MaxKeys);
        await XmlAnswer.WriteAsync(context, "ListBucketResult", xml => ListDocument.Write(xml, target.Bucket, query, page));
        return null;
    }
}
