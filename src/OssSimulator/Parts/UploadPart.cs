using OssSimulator.Errors;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Putting;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>One part of a multipart upload; sent again under the same number it takes the place of the first.</summary>
internal sealed class UploadPart(
    SimulatorOptions options,
    RequestAuthorizer authorizer,
    ObjectStore objects,
    UploadStore uploads,
    SimulatorFaults faults,
    UploadFaults uploadFaults)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        var request = context.Request;
        if (authorizer.Authorize(request, target, OssOperation.UploadPart) is { } refused) return refused;
        if (!PartNumbers.TryRead(target.Parameter("partNumber"), out var number)) return OssErrors.BadPartNumber(target.Parameter("partNumber"));
        if (RequestContent.Check(request) is { } unreadable) return unreadable;
        if (uploads.Find(target, out var upload) is { } missing) return missing;
        if (faults.TakePartRefusal(number) is { } refusal) return refusal;
        await uploadFaults.CutPartAsync(context, number);

        await using var incoming = objects.Receive();
        if (await RequestContent.ReceiveAsync(request, incoming, options.MaxRequestBytes) is { } cut) return cut;
        if (uploads.Keep(upload!, number, incoming) is { } over) return over;
        if (uploadFaults.MutePart(context, number)) return null;

        var headers = context.Response.Headers;
        headers.ETag = $"\"{incoming.ETag}\"";
        headers.ContentMD5 = incoming.ContentMd5;
        headers["x-oss-hash-crc64ecma"] = incoming.Crc64;
        return null;
    }
}
