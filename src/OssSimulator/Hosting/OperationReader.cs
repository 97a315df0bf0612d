using OssSimulator.Errors;

namespace OssSimulator.Hosting;

/// <summary>Tells which operation a request is for.</summary>
internal static class OperationReader
{
    private const string CopySource = "x-oss-copy-source";

    /// <summary>Parameters that would make the request one that is not here. Taken for another it could do harm: a PUT of an ACL must not replace its object.</summary>
    private static readonly string[] Elsewhere =
    [
        "acl", "append", "cors", "delete", "encryption", "inventory", "lifecycle", "location", "logging", "objectMeta", "policy",
        "referer", "replication", "requestPayment", "restore", "stat", "symlink", "tagging", "versionId", "versioning", "versions", "website",
        "worm", "x-oss-process", "x-oss-async-process",
    ];

    public static OssError? Read(HttpRequest request, RequestTarget target, out OssOperation operation)
    {
        operation = default;
        if (Elsewhere.FirstOrDefault(target.Has) is { } parameter) return OssErrors.NotImplemented(parameter);
        if (request.Headers.ContainsKey(CopySource)) return OssErrors.NotImplemented(CopySource);
        var found = target.Key.Length == 0 ? OfBucket(request.Method, target) : OfObject(request.Method, target);
        operation = found.GetValueOrDefault();
        return found is null ? OssErrors.MethodNotAllowed : null;
    }

    private static OssOperation? OfBucket(string method, RequestTarget target)
    {
        if (HttpMethods.IsPost(method)) return OssOperation.PostObject;
        if (!HttpMethods.IsGet(method)) return null;
        if (target.Has("bucketInfo")) return OssOperation.GetBucketInfo;
        if (target.Has("uploads")) return OssOperation.ListMultipartUploads;
        return target.Parameter("list-type") == "2" ? OssOperation.ListObjectsV2 : OssOperation.ListObjects;
    }

    private static OssOperation? OfObject(string method, RequestTarget target)
    {
        var isOfUpload = target.Has("uploadId");
        if (HttpMethods.IsPut(method)) return isOfUpload || target.Has("partNumber") ? OssOperation.UploadPart : OssOperation.PutObject;
        if (HttpMethods.IsHead(method)) return OssOperation.HeadObject;
        if (HttpMethods.IsGet(method)) return isOfUpload ? OssOperation.ListParts : OssOperation.GetObject;
        if (HttpMethods.IsDelete(method)) return isOfUpload ? OssOperation.AbortMultipartUpload : OssOperation.DeleteObject;
        if (!HttpMethods.IsPost(method)) return null;
        if (target.Has("uploads")) return OssOperation.InitiateMultipartUpload;
        return isOfUpload ? OssOperation.CompleteMultipartUpload : null;
    }
}
