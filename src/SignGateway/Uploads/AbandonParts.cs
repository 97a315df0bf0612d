using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Uploads;

/// <summary>
/// Has OSS forget the parts of an upload of which nothing may come any more. Whatever was begun under its key goes, not only what the record knows of:
/// OSS may have begun one whose answer was lost.
/// </summary>
public sealed class AbandonParts
{
    private readonly IBuckets _buckets;
    private readonly HistoryNotes _history;

    /// <summary>Asks these buckets.</summary>
    public AbandonParts(IBuckets buckets, HistoryNotes history)
    {
        _buckets = buckets;
        _history = history;
    }

    /// <summary>True if there are no parts, or none any more; false if OSS could not be asked.</summary>
    public async Task<bool> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.Method != UploadMethod.Multipart || upload.StoredAt is not null)
            return true;
        if (_buckets.Find(upload.Bucket, upload.Profile) is not { } bucket
            || await bucket.ListMultipartAsync(upload.Key, cancellationToken) is not OssOutcome<IReadOnlyList<string>>.Done(var ids))
            return false;
        foreach (var id in ids)
        {
            var gone = await bucket.AbortMultipartAsync(upload.Key, id, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Missing;
            _history.Add(upload.Id, HistoryEvents.Abort, ("code", gone ? null : KnownProblems.OssUnavailable.Code));
            if (!gone)
                return false;
        }

        return true;
    }
}
