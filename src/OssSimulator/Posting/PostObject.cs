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
    FormAuthorizer authorizer, OssAccess access, ObjectStore store, UploadCallback callback, PostAnswer answer, PostFaults faults)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        var cancellationToken = context.RequestAborted;
        if (FormReader.Open(context.Request) is not { } reader) return OssErrors.NotMultipart;
        if (await reader.ReadFieldsAsync(cancellationToken) is { } unreadable) return unreadable;
        if (authorizer.Authorize(reader.Form, target.Bucket, out var grant) is { } refused) return refused;
        if (UploadPlanner.Plan(reader.Form, reader.File!, out var plan) is { } wrong) return wrong;
        if (!grant!.Signer.Allows(access.Put(target.Bucket, plan!.Key))) return OssErrors.NoRightByPolicy;
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
            stored = Describe(bucket, plan, incoming);
            if (!store.Commit(incoming, stored, plan.ForbidOverwrite)) return OssErrors.AlreadyExists;
        }

        if (plan.Callback is null) return faults.Mute(context) ? null : await answer.WriteAsync(context, plan, stored);

        // From here on the uploader may leave: the object is stored, so the application server is told.
        var outcome = await callback.SendAsync(context, plan, stored);
        return faults.Mute(context) ? null : await PostAnswer.WriteCallbackAsync(context, stored, outcome);
    }

    private ObjectMetadata Describe(string bucket, UploadPlan plan, IncomingFile incoming) => new()
    {
        Bucket = bucket,
        Key = plan.Key,
        Size = incoming.Length,
        ETag = Guid.NewGuid().ToString("N").ToUpperInvariant(),
        Crc64 = incoming.Crc64,
        ContentMd5 = incoming.ContentMd5,
        ContentType = plan.ContentType,
        Acl = plan.Acl,
        StorageClass = plan.StorageClass,
        LastModified = store.Now,
        Headers = plan.Headers,
        UserMetadata = plan.UserMetadata,
    };
}
