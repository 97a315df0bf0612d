using System.Diagnostics;
using SignGateway.Content;
using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Uploads;

/// <summary>Reads the first bytes of an object that agrees in everything else, where its profile wants it, and compares them with its media type.</summary>
internal sealed class LookAtContent(ProfileCatalog profiles)
{
    private const int StartBytes = 4096;

    public async Task<ObjectLook> ExecuteAsync(
        IBucket bucket, string key, string profile, string contentType, ObjectLook.Agrees agrees, CancellationToken cancellationToken)
    {
        var (wanted, head) = (profiles.OptionsOf(profile).VerifyContent, agrees.Head);
        if (wanted == VerifyContent.Off || head.Size == 0)
            return agrees;

        // Of whom the grant does not know the type, because the uploader chose it, OSS does.
        var type = contentType == Profile.UnnamedContentType ? PrefixGrants.ContentTypeOf(head.ContentType) : contentType;
        return await bucket.ReadStartAsync(key, (int)Math.Min(StartBytes, head.Size), cancellationToken) switch
        {
            OssOutcome<ObjectStart>.Done(var start) when start.ETag != head.ETag => new ObjectLook.Unavailable("the object was replaced while it was looked at"),
            OssOutcome<ObjectStart>.Done(var start) => ContentCheck.Fault(type, start.Bytes.Span, isWhole: head.Size <= StartBytes) is { } fault
                ? new ObjectLook.Differs($"content ({fault})", MustGo: wanted == VerifyContent.Delete) { IsContent = true }
                : agrees,
            OssOutcome<ObjectStart>.Missing => new ObjectLook.Absent(),
            OssOutcome<ObjectStart>.Forbidden(var reason) => new ObjectLook.Unavailable($"its content cannot be read: {reason}"),
            OssOutcome<ObjectStart>.Unavailable(var reason) => new ObjectLook.Unavailable($"its content cannot be read: {reason}"),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }
}
