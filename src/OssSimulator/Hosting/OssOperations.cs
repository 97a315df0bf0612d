using OssSimulator.Buckets;
using OssSimulator.Errors;
using OssSimulator.Lists;
using OssSimulator.Objects;
using OssSimulator.Parts;
using OssSimulator.Posting;
using OssSimulator.Putting;

namespace OssSimulator.Hosting;

/// <summary>Every operation of OSS that is here, and who does it.</summary>
internal sealed class OssOperations(
    PostObject postObject,
    PutObject putObject,
    ObjectRequests objects,
    ListObjects listObjects,
    InitiateUpload initiate,
    UploadPart uploadPart,
    ListParts listParts,
    CompleteUpload complete,
    AbortUpload abort,
    ListUploads listUploads,
    GetBucketInfo bucketInfo)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target, OssOperation operation) => operation switch
    {
        OssOperation.PostObject => await postObject.HandleAsync(context, target),
        OssOperation.PutObject => await putObject.HandleAsync(context, target),
        OssOperation.HeadObject => objects.Head(context, target),
        OssOperation.GetObject => await objects.GetAsync(context, target),
        OssOperation.DeleteObject => objects.Delete(context, target),
        OssOperation.ListObjects or OssOperation.ListObjectsV2 => await listObjects.HandleAsync(context, target, operation),
        OssOperation.InitiateMultipartUpload => await initiate.HandleAsync(context, target),
        OssOperation.UploadPart => await uploadPart.HandleAsync(context, target),
        OssOperation.ListParts => await listParts.HandleAsync(context, target),
        OssOperation.CompleteMultipartUpload => await complete.HandleAsync(context, target),
        OssOperation.AbortMultipartUpload => abort.Handle(context, target),
        OssOperation.GetBucketInfo => await bucketInfo.HandleAsync(context, target),
        OssOperation.ListMultipartUploads => await listUploads.HandleAsync(context, target),
        _ => OssErrors.MethodNotAllowed,
    };
}
