using System.Runtime.CompilerServices;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>
/// Holds the ledger against a list of the bucket: an upload that is recorded as stored and is not in the list was deleted where this ledger did
/// not see it, as after it came back from an old copy. The record follows the bucket.
/// </summary>
internal sealed class MissingObjects(LookAtObject look, IUploadLedger ledger, FollowBucket follow, TimeProvider time)
{
    /// <summary>Goes through what the ledger has between two keys of the list.</summary>
    public async IAsyncEnumerable<RebuildStep> FindAsync(
        IReadOnlyList<string> listed, StoredRange range, bool dryRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = listed.ToHashSet(StringComparer.Ordinal);
        while (await ledger.ListStoredAsync(range, cancellationToken) is { Count: > 0 } some)
        {
            foreach (var upload in some.Where(upload => !keys.Contains(upload.Key)))
            {
                if (!upload.Key.StartsWith(range.From, StringComparison.Ordinal))
                    yield break;
                yield return await FollowAsync(upload, dryRun, cancellationToken);
            }

            range = range with { After = some[^1].Key };
        }
    }

    private async Task<RebuildStep> FollowAsync(UploadRecord upload, bool dryRun, CancellationToken cancellationToken)
    {
        var seen = await look.IdentifyAsync(upload, cancellationToken);
        // Stored since the list was read, or not to be seen just now.
        if (seen is not ObjectLook.Absent)
            return new RebuildStep.Gone();
        if (!dryRun)
            await ledger.ReplaceAsync(upload, follow.Apply(upload, seen, time.GetUtcNow()), cancellationToken);
        return new RebuildStep.Missing();
    }
}
