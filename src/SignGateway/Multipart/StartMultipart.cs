using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Multipart;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Multipart;

/// <summary>
/// Has OSS begin an upload in parts that is noted, and writes OSS's id of it into the record. The note comes first, so whatever OSS begins lies under the key
/// of an upload that the sweep will look at; of several ids the one in the record counts, and no URL is ever signed for another.
/// </summary>
internal sealed class StartMultipart(
    BucketCatalog buckets, ProfileCatalog profiles, UploadHeaders headers, IUploadLedger ledger, HistoryNotes history, TimeProvider time, ILogger<StartMultipart> logger)
{
    // Each lost race means that the record went on, and there is not much that it can become.
    private const int Attempts = 5;

    /// <summary>The upload with its parts begun, or why it cannot be. Asked again, it finds what was begun before.</summary>
    public async Task<(Problem? Problem, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (OpenUpload.Refuse(upload, time.GetUtcNow()) is { } closed)
            return (closed, upload);
        if (upload.Parts is not null)
            return (null, upload);
        if (profiles.Find(upload.Profile) is not { } profile || buckets.Find(upload.Bucket, upload.Profile) is not { } bucket)
            return (KnownProblems.ProfileUnknown, upload);

        var traits = headers.OfObject(PlannedGrant.Of(upload, profile)).ToDictionary(header => header.Name, header => header.Value);
        switch (await bucket.InitiateAsync(upload.Key, traits, cancellationToken))
        {
            case OssOutcome<string>.Done(var id):
                var plan = PartPlan.For(upload.Size!.Value, profile.Options.PartSize);
                return await NoteAsync(upload, new PartedUpload(id, plan.PartSize), bucket, cancellationToken);
            case OssOutcome<string>.Missing:
                return Unavailable(upload, $"there is no bucket {upload.Bucket}");
            case OssOutcome<string>.Forbidden(var reason):
                return Unavailable(upload, reason);
            case OssOutcome<string>.Unavailable(var reason):
                return Unavailable(upload, reason);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    private async Task<(Problem? Problem, UploadRecord Upload)> NoteAsync(UploadRecord upload, PartedUpload parts, OssClient bucket, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts && upload.Parts is null && upload is { State: UploadState.Issued, Deleting: false }; attempt++)
        {
            var begun = upload with { Parts = parts };
            if (await ledger.ReplaceAsync(upload, begun, cancellationToken))
            {
                history.Add(upload.Id, HistoryEvents.Begin, ("parts", OpenUpload.PlanOf(begun).Count.ToString(CultureInfo.InvariantCulture)));
                return (null, begun);
            }

            upload = await ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        }

        // Somebody else began it, or it is over. Ours has no parts and costs nothing; if it cannot be aborted, it is a name in a list.
        await bucket.AbortAsync(upload.Key, parts.OssId, cancellationToken);
        return (upload.Parts is null ? KnownProblems.UploadNotOpen : null, upload);
    }

    private (Problem Problem, UploadRecord Upload) Unavailable(UploadRecord upload, string reason)
    {
        MultipartLog.NotBegun(logger, upload.Id.ToString(), reason);
        history.Add(upload.Id, HistoryEvents.Begin, ("code", KnownProblems.OssUnavailable.Code), ("reason", reason));
        return (KnownProblems.OssUnavailable.Because($"{reason}. Try again in a moment."), upload);
    }
}
