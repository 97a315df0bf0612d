using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Putting;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>InitiateMultipartUpload: the traits of the object are given here, and its id is made.</summary>
internal sealed class InitiateUpload(RequestAuthorizer authorizer, ObjectStore objects, UploadStore uploads)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.InitiateMultipartUpload) is { } refused) return refused;
        if (RequestTraits.Read(context.Request, target, out var traits) is { } wrong) return wrong;
        if (NameEncoding.Read(target, out var encoding) is { } unknown) return unknown;
        if (RequestTraits.ForbidsOverwrite(context.Request) && objects.Find(target.Bucket, target.Key) is not null) return OssErrors.AlreadyExists;

        var upload = uploads.Start(target.Bucket, target.Key, traits!);
        await XmlAnswer.WriteAsync(context, "InitiateMultipartUploadResult", xml =>
        {
            encoding.WriteTo(xml);
            xml.WriteElementString("Bucket", target.Bucket);
            xml.WriteElementString("Key", encoding.Apply(target.Key));
            xml.WriteElementString("UploadId", upload.Record.Id);
        });
        return null;
    }
}
