using System.Collections.Concurrent;
using SignGateway.Objects;

namespace SignGateway.Uploads;

/// <summary>Whether an upload's bucket itself answers, so that an object's 404 means something. A good answer counts for a minute.</summary>
internal sealed class BucketPresence(IBuckets buckets, TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IBucket, long> _answeredAt = new();

    public async Task<bool> AnswersAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (buckets.Find(upload.Bucket, upload.Profile) is not { } bucket)
            return false;
        if (_answeredAt.TryGetValue(bucket, out var at) && time.GetElapsedTime(at) < Keep)
            return true;
        var asked = time.GetTimestamp();
        var answers = await bucket.BucketAnswersAsync(cancellationToken);
        if (answers)
            _answeredAt[bucket] = asked;
        else
            _answeredAt.TryRemove(bucket, out _);
        return answers;
    }
}
