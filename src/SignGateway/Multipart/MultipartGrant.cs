using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Multipart;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>An upload in parts. Nothing is signed yet: the URLs of the parts are asked for as they are needed.</summary>
internal sealed class MultipartGrant(BucketCatalog buckets, StartMultipart start) : IGrantMethod
{
    public UploadMethod Method => UploadMethod.Multipart;

    public TimeSpan LifeOf(ProfileOptions profile) => profile.MultipartLifetime;

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now) =>
        new(grant, now) { Url = buckets.Of(grant.Request.Profile).Address.PublicUrl(grant.Key) };

    public async ValueTask<(Problem? Problem, Grant? Grant)> FinishAsync(Grant grant, UploadRecord noted, CancellationToken cancellationToken)
    {
        // A repeat may come after all is done; it is answered as it was.
        var (problem, upload) = noted.Parts is null ? await start.ExecuteAsync(noted, cancellationToken) : (null, noted);
        return problem is null ? (null, grant with { Details = new MultipartDetails(OpenUpload.PlanOf(upload)) }) : (problem, null);
    }
}
