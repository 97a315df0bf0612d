using OssSimulator.Images;
using OssSimulator.Objects;

namespace OssSimulator.Callbacks;

/// <summary>What a callback body may ask for: facts of the upload, of an image, and the uploader's own <c>x:</c> variables.</summary>
internal sealed record CallbackVariables(
    ObjectMetadata Stored,
    ImageInfo? Image,
    string ClientIp,
    string RequestId,
    CallbackOrder Order)
{
    public CallbackValue? Find(string name) => name switch
    {
        "bucket" => new(Stored.Bucket),
        "object" => new(Stored.Key),
        "etag" => new(Stored.ETag),
        "size" => CallbackValue.Number(Stored.Size),
        "mimeType" => new(Stored.ContentType),
        "crc64" => new(Stored.Crc64),
        "contentMd5" => new(Stored.ContentMd5),
        "vpcId" => new(""),
        "clientIp" => new(ClientIp),
        "reqId" => new(RequestId),
        "operation" => new(Order.Operation.ToString()),
        "imageInfo.width" => Image is { } image ? CallbackValue.Number(image.Width) : null,
        "imageInfo.height" => Image is { } image ? CallbackValue.Number(image.Height) : null,
        "imageInfo.format" => Image is { } image ? new(image.Format) : null,
        _ => Order.CustomVariables.TryGetValue(name, out var value) ? new(value) : null,
    };
}
