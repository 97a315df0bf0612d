using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>One way of uploading, and how a grant for it is made.</summary>
internal interface IGrantMethod
{
    UploadMethod Method { get; }

    /// <summary>How long a grant lives.</summary>
    TimeSpan LifeOf(ProfileOptions profile) => profile.GrantLifetime;

    /// <summary>Counts so many grants for the caller, or says why there are none at the moment. Asked before anything is noted.</summary>
    Problem? Admit(Caller caller, int count) => null;

    /// <summary>What the gateway can say by itself; runs while the note is committed, and again for a repeated idempotency key.</summary>
    Grant Sign(PlannedGrant grant, OssCredentials credentials, DateTimeOffset now);

    /// <summary>What somebody else must be asked for, once the note is committed and as it was found there; or why it cannot be had.</summary>
    ValueTask<(Problem? Problem, Grant? Grant)> FinishAsync(Grant grant, UploadRecord noted, CancellationToken cancellationToken) => new((null, grant));
}
