using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Putting;

/// <summary>An object as the body of one request.</summary>
internal sealed class PutObject(
    SimulatorOptions options, RequestAuthorizer authorizer, ObjectStore store, UploadCallback callback, UploadFaults faults)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        var request = context.Request;
        if (authorizer.Authorize(request, target, OssOperation.PutObject) is { } refused) return refused;
        if (RequestTraits.Read(request, target, out var traits) is { } wrong) return wrong;
        if (RequestCallback.Read(request, target, OssOperation.PutObject, out var order) is { } badCallback) return badCallback;
        if (RequestContent.Check(request) is { } unreadable) return unreadable;
        var forbidOverwrite = RequestTraits.ForbidsOverwrite(request);
        if (forbidOverwrite && store.Find(target.Bucket, target.Key) is not null) return OssErrors.AlreadyExists;
        await faults.CutAsync(context, request.Body);

        ObjectMetadata stored;
        await using (var incoming = store.Receive())
        {
            if (await RequestContent.ReceiveAsync(request, incoming, options.MaxRequestBytes) is { } cut) return cut;
            stored = incoming.Describe(target.Bucket, target.Key, traits!, incoming.ETag, store.Now);
            if (!store.Commit(incoming, stored, forbidOverwrite)) return OssErrors.AlreadyExists;
        }

        // From here on the uploader may leave: the object is stored, so the application server is told.
        var outcome = order is null ? null : await callback.SendAsync(context, order, stored);
        if (faults.Mute(context)) return null;
        if (outcome is not null) return await UploadAnswer.WriteAsync(context, stored, outcome);
        UploadAnswer.AddHeaders(context.Response, stored);
        return null;
    }
}
