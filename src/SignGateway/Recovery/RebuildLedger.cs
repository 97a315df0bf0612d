using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Objects;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>
/// Restores the ledger from the bucket alone: lists the objects, opens the ticket in the metadata of each and records what agrees with it.
/// Every record ends in the same step as on any other road, so it may run twice, beside a running gateway, or again after it was stopped.
/// </summary>
public sealed class RebuildLedger
{
    private const int Concurrency = 8;

    // After the last of them, whoever does not answer is given up.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly LookAtObject _look;
    private readonly IUploadLedger _ledger;
    private readonly RecordUpload _record;
    private readonly FollowBucket _follow;
    private readonly MissingObjects _missing;
    private readonly TimeProvider _time;
    private readonly ILogger<RebuildLedger> _logger;

    /// <summary>Opens tickets with the ring that <paramref name="look"/> has, and records into this ledger.</summary>
    public RebuildLedger(
        LookAtObject look, IUploadLedger ledger, RecordUpload record, FollowBucket follow, TimeProvider time, ILogger<RebuildLedger> logger)
    {
        _look = look;
        _ledger = ledger;
        _record = record;
        _follow = follow;
        _missing = new MissingObjects(look, ledger, follow, time);
        _time = time;
        _logger = logger;
    }

    /// <summary>Goes through the bucket, page by page. Progress is told after each object, one at a time.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">Only keys that begin so; empty for all.</param>
    /// <param name="dryRun">Whether to look only, and write nothing.</param>
    /// <param name="progress">Told the report so far.</param>
    /// <param name="cancellationToken">Stops it; what was recorded stays.</param>
    /// <exception cref="LedgerUnavailableException">The ledger went away; what was recorded stays.</exception>
    public async Task<RebuildReport> ExecuteAsync(
        OssClient bucket, string prefix, bool dryRun, IProgress<RebuildReport>? progress, CancellationToken cancellationToken)
    {
        var tally = new RebuildTally(progress);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        string? next = null;
        var listed = "";
        do
        {
            var (page, fault) = await ListAsync(bucket, prefix, next, cancellationToken);
            if (page is null)
                return tally.Report with { StoppedBecause = $"the bucket cannot be listed: {fault}" };
            var keys = page.Objects.Select(found => found.Key).ToList();
            await Parallel.ForEachAsync(keys, parallel, async (key, token) => tally.Count(await RebuildAsync(bucket.Address.Bucket, key, dryRun, token)));
            next = page.NextToken;
            var last = next is null ? null : keys.LastOrDefault(listed);
            await foreach (var step in _missing.FindAsync(keys, new StoredRange(bucket.Address.Bucket, prefix, listed, last), dryRun, cancellationToken))
                tally.Count(step);
            listed = last ?? listed;
        }
        while (next is not null);
        return tally.Report;
    }

    private async Task<(ObjectPage? Page, string? Fault)> ListAsync(OssClient bucket, string prefix, string? next, CancellationToken cancellationToken) =>
        await RetryAsync(token => bucket.ListAsync(prefix, next, token), outcome => outcome is OssOutcome<ObjectPage>.Unavailable, cancellationToken) switch
        {
            OssOutcome<ObjectPage>.Done(var page) => (page, null),
            OssOutcome<ObjectPage>.Missing => (null, $"there is no bucket {bucket.Address.Bucket}"),
            OssOutcome<ObjectPage>.Forbidden(var reason) => (null, reason),
            OssOutcome<ObjectPage>.Unavailable(var reason) => (null, reason),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };

    private async Task<RebuildStep> RebuildAsync(string bucket, string key, bool dryRun, CancellationToken cancellationToken)
    {
        var step = await RetryAsync(token => LookAndRecordAsync(bucket, key, dryRun, token), outcome => outcome is RebuildStep.Failed, cancellationToken);
        if (step is RebuildStep.Failed(var failure))
            RecoveryLog.ObjectUnavailable(_logger, Printable(key), failure);
        else if (step is RebuildStep.Foreign(var reason))
            RecoveryLog.ObjectForeign(_logger, Printable(key), reason);
        else if (step is RebuildStep.Erased)
            RecoveryLog.ObjectErased(_logger, Printable(key));
        return step;
    }

    private async Task<RebuildStep> LookAndRecordAsync(string bucket, string key, bool dryRun, CancellationToken cancellationToken)
    {
        switch (await _look.ExecuteAsync(bucket, key, cancellationToken))
        {
            case ObjectLook.Agrees(var head, { } ticket):
                return await RecordAsync(bucket, key, head, ticket, dryRun, cancellationToken);
            case ObjectLook.Differs(var difference, _):
                return new RebuildStep.Foreign($"its {difference} is not what was granted");
            case ObjectLook.Foreign(var reason):
                return new RebuildStep.Foreign(reason);
            case ObjectLook.Absent:
                return new RebuildStep.Gone();
            case ObjectLook.Unavailable(var reason):
                return new RebuildStep.Failed(reason);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    private async Task<RebuildStep> RecordAsync(
        string bucket, string key, ObjectHead head, Ticket ticket, bool dryRun, CancellationToken cancellationToken)
    {
        var known = await _ledger.FindAsync(ticket.UploadId, cancellationToken);
        if (known is { IsErased: true })
            return await LeaveErasedAsync(known, dryRun, cancellationToken);
        if (known is { State: UploadState.Stored or UploadState.Deleted })
        {
            if (known.State == UploadState.Stored && known.ETag != head.ETag && !dryRun)
                await _ledger.ReplaceAsync(known, _follow.Apply(known, new ObjectLook.Agrees(head, ticket), _time.GetUtcNow()), cancellationToken);
            return new RebuildStep.AlreadyThere();
        }

        if (dryRun)
            return new RebuildStep.Restored();

        // A note that is still there knows more than the ticket: the vars.
        var stored = StoredUpload.From(known ?? StoredUpload.Granted(ticket, bucket, key), head, RecordedBy.Reconcile, head.LastModified ?? _time.GetUtcNow());
        var outcome = await _record.ExecuteAsync(stored, cancellationToken);
        if (outcome.First)
            return new RebuildStep.Restored();
        return outcome.Upload.Id == stored.Id ? new RebuildStep.AlreadyThere() : new RebuildStep.Foreign($"its key is upload {outcome.Upload.Id}'s in the ledger");
    }

    // Somebody posted its form again; the sweep takes that away.
    private async Task<RebuildStep> LeaveErasedAsync(UploadRecord erased, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun)
            await _ledger.ReplaceAsync(erased, erased with { LookAt = _time.GetUtcNow() }, cancellationToken);
        return new RebuildStep.Erased();
    }

    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> ask, Func<T, bool> isUnavailable, CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                var answer = await ask(cancellationToken);
                if (!isUnavailable(answer))
                    return answer;
            }
            catch (LedgerUnavailableException)
            {
                // Deserves the same patience; the last attempt below is the one that tells.
            }

            await Task.Delay(pause, _time, cancellationToken);
        }

        return await ask(cancellationToken);
    }

    // Whoever may write to the bucket chooses the keys, and must not write lines of our log.
    private static string Printable(string key) => string.Concat(key.Select(character => char.IsControl(character) ? '?' : character));
}
