using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Permissions;
using OssSimulator.Policies;

namespace OssSimulator.Posting;

/// <summary>A browser's form upload, from the first field to the answer.</summary>
internal sealed class PostObject(
    FormAuthorizer authorizer, OssAccess access, ObjectStore store, UploadCallback callback, PostAnswer answer, UploadFaults faults)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        var cancellationToken = context.RequestAborted;
        if (FormReader.Open(context.Request) is not { } reader) return OssErrors.NotMultipart;
        if (await reader.ReadFieldsAsync(cancellationToken) is { } unreadable) return unreadable;
        if (authorizer.Authorize(reader.Form, target.Bucket, out var grant) is { } refused) return refused;
        if (UploadPlanner.Plan(reader.Form, reader.File!, out var plan) is { } wrong) return wrong;
        if (!access.Allows(grant!.Signer, OssOperation.PostObject, target with { Key = plan!.Key })) return OssErrors.NoRightByPolicy;
        return await ReceiveAsync(context, target.Bucket, reader, grant.Size, plan);
    }

    private async Task<OssError?> ReceiveAsync(HttpContext context, string bucket, FormReader reader, SizeRange size, UploadPlan plan)
    {
        if (plan.ForbidOverwrite && store.Find(bucket, plan.Key) is not null) return OssErrors.AlreadyExists;
        await faults.CutAsync(context, reader.File!.Section.Body);

        ObjectMetadata stored;
        await using (var incoming = store.Receive())
        {
            if (await reader.ReadFileAsync(incoming, size.Max, context.RequestAborted) is { } cut) return cut;
            if (incoming.Length < size.Min) return OssErrors.TooSmall;
            if (await reader.ReadRestAsync(context.RequestAborted) is { } rest) return rest;
            if (plan.ContentMd5 is { } md5 && md5 != incoming.ContentMd5) return OssErrors.WrongDigest;
            stored = incoming.Describe(bucket, plan.Key, plan.Traits, Guid.NewGuid().ToString("N").ToUpperInvariant(), store.Now);
            if (!store.Commit(incoming, stored, plan.ForbidOverwrite)) return OssErrors.AlreadyExists;
        }

        if (plan.Callback is null) return faults.Mute(context) ? null : await answer.WriteAsync(context, plan, stored);

        // From here on the uploader may leave: the object is stored, so the application server is told.
        var outcome = await callback.SendAsync(context, plan.Callback, stored);
        return faults.Mute(context) ? null : await UploadAnswer.WriteAsync(context, stored, outcome);
    }
}
