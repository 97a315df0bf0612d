using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Multipart;
using SignGateway.Recovery;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Multipart;

/// <summary>
/// Has OSS put the parts together and call back, so that the upload is recorded as any other is. Where no callback came through, or no answer, the object itself is
/// looked at, as a confirm does. Asked again, it answers the same.
/// </summary>
internal sealed class CompleteMultipart(
    BucketCatalog buckets,
    ProfileCatalog profiles,
    ReadParts read,
    UploadHeaders headers,
    IUploadLedger ledger,
    ConfirmUpload confirm,
    HistoryNotes history,
    ILogger<CompleteMultipart> logger)
{
    /// <summary>The stored upload, or why it is not stored.</summary>
    public async Task<(Problem? Problem, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken) => upload switch
    {
        { State: UploadState.Stored } => (null, upload),
        { Method: not UploadMethod.Multipart } => (KnownProblems.UploadNotOpen.Because("It is not an upload in parts."), upload),
        { State: not UploadState.Issued } => await LookAsync(upload, KnownProblems.UploadNotOpen, cancellationToken),
        { Deleting: true } => (KnownProblems.UploadNotStored, upload),
        { Parts: null } => (KnownProblems.ObjectNotFound.Because("No part was asked for yet."), upload),
        _ => await CompleteAsync(upload, cancellationToken),
    };

    private async Task<(Problem? Problem, UploadRecord Upload)> CompleteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var (unreadable, parts) = await read.AllAsync(upload, cancellationToken);
        if (unreadable is not null)
            return unreadable.Code == KnownProblems.UploadNotOpen.Code ? await LookAsync(upload, unreadable, cancellationToken) : (unreadable, upload);
        if (PartCheck.Refuse(parts, OpenUpload.PlanOf(upload)) is { } incomplete)
            return (incomplete, upload);

        if (profiles.Find(upload.Profile) is not { } profile || buckets.Find(upload.Bucket, upload.Profile) is not { } bucket)
            return (KnownProblems.ProfileUnknown, upload);
        var named = parts.Select(part => new PartETag(part.Number, part.ETag));
        var outcome = await bucket.CompleteAsync(upload.Key, upload.Parts!.OssId, named, HeadersOf(upload, profile), cancellationToken);
        history.Add(upload.Id, HistoryEvents.Complete, ("answer", Word(outcome)), ("reason", Reason(outcome)));
        switch (outcome)
        {
            case OssOutcome<Completion>.Done(Completion.CalledBack):
                // The callback has recorded it, here or on another replica. One that somebody else took has not.
                var recorded = await ledger.FindAsync(upload.Id, cancellationToken);
                return recorded is { State: UploadState.Stored } ? (null, recorded) : await LookAsync(recorded ?? upload, null, cancellationToken);
            case OssOutcome<Completion>.Done(Completion.PartsDiffer):
                return (KnownProblems.ObjectNotFound.Because("Parts were changed while they were put together. Complete again."), upload);
            case OssOutcome<Completion>.Done:
                return await LookAsync(upload, null, cancellationToken);
            case OssOutcome<Completion>.Missing:
                return await LookAsync(upload, KnownProblems.UploadNotOpen.Because("OSS has its parts no more; sign a new upload."), cancellationToken);
            default:
                MultipartLog.NotCompleted(logger, upload.Id.ToString(), Reason(outcome)!);
                return await LookAsync(upload, KnownProblems.OssUnavailable.Because($"{Reason(outcome)}. Try again in a moment."), cancellationToken);
        }
    }

    /// <summary>What a confirm makes of it; where it finds no object, <paramref name="instead"/> says why if anything does.</summary>
    private async Task<(Problem? Problem, UploadRecord Upload)> LookAsync(UploadRecord upload, Problem? instead, CancellationToken cancellationToken)
    {
        var (problem, after) = await confirm.ExecuteAsync(upload, cancellationToken, anew: true);
        return (problem?.Code == KnownProblems.ObjectNotFound.Code ? instead ?? problem : problem, after);
    }

    // The ACL and the ban on overwriting are asked for again here: the reference has them for this request, whatever was said at the beginning.
    private Dictionary<string, string> HeadersOf(UploadRecord upload, Profile profile)
    {
        var grant = PlannedGrant.Of(upload, profile);
        var sent = headers.OfObject(grant).Where(header => header.Name is "x-oss-object-acl" or "x-oss-forbid-overwrite").ToDictionary(header => header.Name, header => header.Value);
        sent[UploadHeaders.Callback] = headers.CallbackOf(grant);
        if (UploadHeaders.CallbackVarsOf(grant) is { } vars)
            sent[UploadHeaders.CallbackVar] = vars;
        return sent;
    }

    private static string Word(OssOutcome<Completion> outcome) => outcome switch
    {
        OssOutcome<Completion>.Done(Completion.CalledBack) => "called_back",
        OssOutcome<Completion>.Done(Completion.NotCalledBack) => "not_called_back",
        OssOutcome<Completion>.Done(Completion.KeyTaken) => "key_taken",
        OssOutcome<Completion>.Done(Completion.PartsDiffer) => "parts_differ",
        OssOutcome<Completion>.Missing => "parts_gone",
        OssOutcome<Completion>.Forbidden or OssOutcome<Completion>.Unavailable => "none",
        var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
    };

    private static string? Reason(OssOutcome<Completion> outcome) => outcome switch
    {
        OssOutcome<Completion>.Forbidden(var reason) => reason,
        OssOutcome<Completion>.Unavailable(var reason) => reason,
        _ => null,
    };
}
