namespace OssSimulator.Hosting;

/// <summary>What a request to OSS asks for, under the name that the reference and callbacks give it.</summary>
internal enum OssOperation
{
    PostObject,
    PutObject,
    GetObject,
    HeadObject,
    DeleteObject,
    ListObjects,
    ListObjectsV2,
    InitiateMultipartUpload,
    UploadPart,
    ListParts,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    ListMultipartUploads,
    GetBucketInfo,
}
