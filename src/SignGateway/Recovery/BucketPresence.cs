using SignGateway.Objects;

namespace SignGateway.Recovery;

/// <summary>Whether the bucket itself answers, so that an object's 404 means something. A good answer counts for a minute.</summary>
internal sealed class BucketPresence
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);

    private readonly IBucket _bucket;
    private readonly TimeProvider _time;
    private long? _answeredAt;

    public BucketPresence(IBucket bucket, TimeProvider time)
    {
        _bucket = bucket;
        _time = time;
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_answeredAt is { } at && _time.GetElapsedTime(at) < Keep)
            return true;
        var asked = _time.GetTimestamp();
        var answers = await _bucket.BucketAnswersAsync(cancellationToken);
        _answeredAt = answers ? asked : null;
        return answers;
    }
}
