using System.Diagnostics;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>
/// Temporary credentials for one of OSS's own SDKs, which may put one object, or objects below one prefix, and do nothing else. Nothing that the
/// SDK sends is signed here, so what it is told in headers is a request, and the look at the object decides.
/// </summary>
internal sealed class SdkGrant(BucketCatalog buckets, UploadHeaders headers, LendCredentials lend, LendLimit limit, TimeProvider time) : IGrantMethod
{
    public UploadMethod Method => UploadMethod.Sdk;

    public Problem? Admit(Caller caller, int count) => limit.Take(caller.Owner, count) is { } state
        ? KnownProblems.RateLimited.Because("Each grant of this method is a session of its own, and there are only so many in a minute. Ask for one grant per upload, and again after the time in Retry-After.") with { RetryAfter = state.Reset, Rate = state }
        : null;

    public Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now)
    {
        var called = headers.OfCallback(grant);
        return new Grant(grant, now)
        {
            Headers = [.. headers.OfObject(grant), .. called],
            Details = new SdkDetails(buckets.Of(grant.Request.Profile).Address, grant, called[0].Value, called.Count > 1 ? called[1].Value : null),
        };
    }

    public async ValueTask<(Problem? Problem, Grant? Grant)> FinishAsync(Grant grant, UploadRecord noted, CancellationToken cancellationToken)
    {
        var planned = grant.Planned;
        var policy = SessionPolicy.ForUpload(planned.Bucket, planned.Key, planned.Request.IsPrefix, planned.ExpiresAt);
        // The session is named for the upload, so that OSS's own logs tell which it was.
        return await lend.ExecuteAsync(planned.Request.Profile.Name, planned.Id.ToString(), planned.ExpiresAt - time.GetUtcNow(), policy, cancellationToken) switch
        {
            CredentialsOutcome.Available(var credentials, var end) => (null, grant with
            {
                // STS lends for longer than a short grant lives; the policy ends it all the same.
                Details = ((SdkDetails)grant.Details!) with { Credentials = credentials, ExpiresAt = end < planned.ExpiresAt ? end : planned.ExpiresAt },
            }),
            CredentialsOutcome.Unavailable(var reason, var wait) =>
                (KnownProblems.CredentialsUnavailable.Because($"Try again after the time in Retry-After. The reason: {reason}.") with { RetryAfter = wait }, null),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }
}
