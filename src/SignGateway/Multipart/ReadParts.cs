using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Multipart;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>Asks OSS which parts it has: a page for whoever goes on after a pause, all of them before they are put together.</summary>
internal sealed class ReadParts(BucketCatalog buckets, TimeProvider time, ILogger<ReadParts> logger)
{
    /// <summary>One page behind a number, or why there is none.</summary>
    public async Task<(Problem? Problem, PartPage? Page)> PageAsync(UploadRecord upload, int after, int count, CancellationToken cancellationToken)
    {
        if (OpenUpload.Refuse(upload, time.GetUtcNow()) is { } closed)
            return (closed, null);
        return upload.Parts is null ? (null, new PartPage([], null)) : await ReadAsync(upload, after, count, cancellationToken);
    }

    /// <summary>All parts, or why they cannot be had. There are ten thousand at the most, which is ten pages.</summary>
    public async Task<(Problem? Problem, IReadOnlyList<UploadedPart> Parts)> AllAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var parts = new List<UploadedPart>();
        int? after = 0;
        while (after is { } marker)
        {
            var (problem, page) = await ReadAsync(upload, marker, MultipartCalls.PartsPerPage, cancellationToken);
            if (problem is not null)
                return (problem, parts);
            parts.AddRange(page!.Parts);
            // What does not go forward, or goes on too long, is no list of parts; what came of it is then not what was planned.
            after = page.Next > marker && parts.Count <= PartPlan.MaxCount ? page.Next : null;
        }

        return (null, parts);
    }

    private async Task<(Problem? Problem, PartPage? Page)> ReadAsync(UploadRecord upload, int after, int count, CancellationToken cancellationToken)
    {
        if (buckets.Find(upload.Bucket, upload.Profile) is not { } bucket)
            return Unavailable(upload, $"the configuration names no bucket {upload.Bucket}");
        return await bucket.ListPartsAsync(upload.Key, upload.Parts!.OssId, after, count, cancellationToken) switch
        {
            OssOutcome<PartPage>.Done(var page) => (null, page),
            OssOutcome<PartPage>.Missing => (KnownProblems.UploadNotOpen.Because("OSS has put its parts together, or has them no more."), null),
            OssOutcome<PartPage>.Forbidden(var reason) => Unavailable(upload, reason),
            OssOutcome<PartPage>.Unavailable(var reason) => Unavailable(upload, reason),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    private (Problem? Problem, PartPage? Page) Unavailable(UploadRecord upload, string reason)
    {
        MultipartLog.NotCompleted(logger, upload.Id.ToString(), reason);
        return (KnownProblems.OssUnavailable.Because($"{reason}. Try again in a moment."), null);
    }
}
