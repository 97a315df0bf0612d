using System.Security.Cryptography;
using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Putting;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>CompleteMultipartUpload: the parts become an object, and the application server is told.</summary>
internal sealed class CompleteUpload(
    RequestAuthorizer authorizer, ObjectStore objects, UploadStore uploads, UploadCallback callback, UploadFaults faults, SimulatorAddress address)
{
    private const string CompleteAll = "x-oss-complete-all";

    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        var request = context.Request;
        if (authorizer.Authorize(request, target, OssOperation.CompleteMultipartUpload) is { } refused) return refused;
        if (ObjectTraitsReader.CheckValues(RequestTraits.Fields(request)) is { } wrong) return wrong;
        if (NameEncoding.Read(target, out var encoding) is { } unknown) return unknown;
        if (RequestCallback.Read(request, target, OssOperation.CompleteMultipartUpload, out var order) is { } badCallback) return badCallback;
        var (unreadable, wanted) = await ReadAsync(request);
        if (unreadable is not null) return unreadable;
        if (uploads.Find(target, out var upload) is { } missing) return missing;
        if (Complete(request, upload!, wanted, out var stored) is { } impossible) return impossible;

        // From here on the uploader may leave: the object is stored, so the application server is told.
        var outcome = order is null ? null : await callback.SendAsync(context, order, stored!);
        if (faults.Mute(context)) return null;
        if (outcome is not null) return await UploadAnswer.WriteAsync(context, stored!, outcome);
        await AnswerAsync(context, encoding, stored!);
        return null;
    }

    private OssError? Complete(HttpRequest request, MultipartUpload upload, IReadOnlyList<WantedPart>? wanted, out ObjectMetadata? stored)
    {
        ObjectMetadata? made = null;
        var refused = uploads.Complete(upload, Commit, () => made!.Parts!);
        stored = made;
        return refused;

        OssError? Commit(IReadOnlyDictionary<int, UploadedPart> received)
        {
            if (PartSelection.Choose(wanted, received, out var chosen) is { } wrong) return wrong;
            string? acl = request.Headers[ObjectTraitsReader.Acl];
            made = PartedObject.Describe(upload.Record, chosen, acl, objects.Now);
            return objects.Commit(made, RequestTraits.ForbidsOverwrite(request)) ? null : OssErrors.AlreadyExists with { Ec = "0042-00000214" };
        }
    }

    /// <summary>No list without an error: all parts are wanted.</summary>
    private static async Task<(OssError? Error, IReadOnlyList<WantedPart>? Wanted)> ReadAsync(HttpRequest request)
    {
        string? completeAll = request.Headers[CompleteAll];
        if (completeAll is not (null or "yes")) return (OssErrors.InvalidArgument($"{CompleteAll} can only be yes.", CompleteAll, completeAll), null);

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > CompleteBody.LengthLimit) return (OssErrors.NotXml, null);
        }

        var bytes = body.ToArray();
        if (request.Headers.ContentMD5.ToString() is { Length: > 0 } md5 && md5 != Convert.ToBase64String(MD5.HashData(bytes))) return (OssErrors.WrongDigest, null);
        if (completeAll is not null) return (bytes.Length > 0 ? OssErrors.BodyNotAllowed : null, null);
        return (CompleteBody.Parse(bytes, out var wanted), wanted);
    }

    private async Task AnswerAsync(HttpContext context, NameEncoding encoding, ObjectMetadata stored)
    {
        UploadAnswer.AddHeaders(context.Response, stored);
        await XmlAnswer.WriteAsync(context, "CompleteMultipartUploadResult", xml =>
        {
            encoding.WriteTo(xml);
            xml.WriteElementString("Location", $"{address.Origin}/{stored.Bucket}/{PercentEncoding.EncodePath(stored.Key)}");
            xml.WriteElementString("Bucket", stored.Bucket);
            xml.WriteElementString("Key", encoding.Apply(stored.Key));
            xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
        });
    }
}
