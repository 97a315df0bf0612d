using System.Diagnostics;
using SignGateway.Objects;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Privacy;

/// <summary>
/// Erases one upload: first its object, then all that the ledger knows of it but the id. In this order, since whoever is told that OSS was away has to find the upload again.
/// </summary>
internal sealed class EraseUpload(
    IUploadLedger ledger, IPersonalData data, DeleteUpload delete, LookAtObject look, BucketPresence presence, IBuckets buckets, LookSchedule schedule, IReplayGuard guard, TimeProvider time)
{
    // Each lost race means that the record went on to another state, and there are few.
    private const int Attempts = 10;

    /// <summary>What became of it; null if somebody else has erased or forgotten it.</summary>
    public async Task<ErasureStep?> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        // The sweep may finish what the mark began: then the record that is erased tells no more that the grant could be used.
        var (deleted, revoked) = (0L, false);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (upload.IsErased)
                return null;
            if (NeedsMark(upload))
                revoked |= await delete.AskAsync(upload, cancellationToken) && IsUsable(upload, time.GetUtcNow());
            else if (await RemoveAsync(upload, cancellationToken) is not { IsFailed: false } removed)
                return ErasureStep.Failed with { IsRevoked = revoked };
            else if (await EraseAsync(upload, removed, cancellationToken) is { } erased)
                return (deleted == 0 ? erased : erased with { Deleted = erased.Deleted + deleted, Gone = 0 }) with { IsRevoked = revoked || erased.IsRevoked };
            else
                deleted += removed.Deleted;

            if (await ledger.FindAsync(upload.Id, cancellationToken) is not { } now)
                return null;
            upload = now;
        }

        return ErasureStep.Failed with { IsRevoked = revoked };
    }

    /// <summary>What would become of it. Changes nothing.</summary>
    public async Task<ErasureStep> TryAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var step = upload.State == UploadState.Prefix
            ? await EachAsync(upload, (_, _, _) => Task.FromResult(true), cancellationToken)
            : await look.ExecuteAsync(upload, cancellationToken) switch
            {
                ObjectLook.Agrees or ObjectLook.Differs => new ErasureStep { Deleted = 1 },
                ObjectLook.Foreign => new ErasureStep { Foreign = 1 },
                ObjectLook.Absent => Gone(upload),
                ObjectLook.Unavailable => ErasureStep.Failed,
                var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
            };
        return Told(upload, step) with { Traces = await data.CountAsync(upload.Id, cancellationToken) };
    }

    // What the sweep finishes by itself if nobody runs this again.
    private static bool NeedsMark(UploadRecord upload) =>
        !upload.Deleting && upload is { State: UploadState.Stored or UploadState.Rejected } or { State: UploadState.Issued, Method: UploadMethod.Multipart };

    // One that is marked was revoked with the mark.
    private static bool IsUsable(UploadRecord upload, DateTimeOffset now) =>
        upload is { State: UploadState.Issued or UploadState.Prefix, Deleting: false } && now < upload.ExpiresAt;

    private async Task<ErasureStep> RemoveAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.State == UploadState.Prefix)
            return await EachAsync(upload, async (bucket, key, token) => await bucket.DeleteAsync(key, token) is OssOutcome<bool>.Done or OssOutcome<bool>.Missing, cancellationToken);
        return await delete.RemoveObjectAsync(upload, cancellationToken) switch
        {
            ObjectRemoval.Deleted => new ErasureStep { Deleted = 1 },
            ObjectRemoval.Foreign => new ErasureStep { Foreign = 1 },
            // A bucket that is not there has no objects either, and tells nothing of them.
            ObjectRemoval.Absent when await presence.AnswersAsync(upload, cancellationToken) => Gone(upload),
            _ => ErasureStep.Failed,
        };
    }

    private static ErasureStep Gone(UploadRecord upload) => new() { Gone = upload.StoredAt is null ? 0 : 1 };

    // What lies in the directory of a grant, whether or not a record tells of it.
    private async Task<ErasureStep> EachAsync(UploadRecord grant, Func<IBucket, string, CancellationToken, Task<bool>> act, CancellationToken cancellationToken)
    {
        if (buckets.Find(grant.Bucket, grant.Profile) is not { } bucket)
            return ErasureStep.Failed;
        var (next, deleted) = ((string?)null, 0L);
        do
        {
            if (await bucket.ListAsync(grant.Key, next, cancellationToken) is not OssOutcome<ObjectPage>.Done(var page))
                return ErasureStep.Failed;
            foreach (var listed in page.Objects)
            {
                if (!await act(bucket, listed.Key, cancellationToken))
                    return ErasureStep.Failed;
                deleted++;
            }

            next = page.NextToken;
        }
        while (next is not null);
        return new ErasureStep { Deleted = deleted };
    }

    private async Task<ErasureStep?> EraseAsync(UploadRecord upload, ErasureStep removed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var becomes = upload with { State = upload.State == UploadState.Prefix ? UploadState.Prefix : UploadState.Deleted, Deleting = false };
        // An upload under a directory has no key of its own any more: its grant's look goes through the directory.
        var lookAt = upload.PrefixGrant is null ? schedule.Next(becomes, now) : null;
        if (await data.EraseAsync(upload, lookAt, now, cancellationToken) is not { } traces)
            return null;
        return Told(upload, removed) with { Traces = traces, IsGuardUnavailable = !await TryForgetAnswerAsync(upload, cancellationToken) };
    }

    private ErasureStep Told(UploadRecord upload, ErasureStep step)
    {
        var now = time.GetUtcNow();
        return step with
        {
            IsRevoked = !step.IsFailed && IsUsable(upload, now),
            WaitsUntil = step.IsFailed || schedule.IsOver(upload, now) ? null : schedule.OverAt(upload),
        };
    }

    private async Task<bool> TryForgetAnswerAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.Size is not { } size)
            return true;
        try
        {
            await guard.ForgetAsync(GuardKeys.Of(upload.Id, size, upload.ETag), cancellationToken);
            return true;
        }
        catch (GuardUnavailableException)
        {
            return false;
        }
    }
}
