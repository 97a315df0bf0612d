using SignGateway.Objects;

namespace SignGateway.Tests.Simulation;

/// <summary>The bucket: a form is taken once per key, as forbid-overwrite has it.</summary>
internal sealed class SimulatedBucket(Wire wire) : IBucket, IBuckets
{
    private readonly Dictionary<string, ObjectHead> _objects = [];

    public IBucket Find(string bucket, string? profile) => this;

    public ObjectHead? Peek(string key) => _objects.GetValueOrDefault(key);

    public bool TryPost(string key, ObjectHead stored) => _objects.TryAdd(key, stored);

    public Task<OssOutcome<ObjectHead>> HeadAsync(string key, CancellationToken cancellationToken) => AskAsync<OssOutcome<ObjectHead>>(
        () => Peek(key) is { } head ? new OssOutcome<ObjectHead>.Done(head) : new OssOutcome<ObjectHead>.Missing(),
        new OssOutcome<ObjectHead>.Unavailable("simulated"),
        cancellationToken);

    public Task<OssOutcome<ObjectStart>> ReadStartAsync(string key, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No simulated profile reads what is in an object.");

    public Task<OssOutcome<bool>> DeleteAsync(string key, CancellationToken cancellationToken) => AskAsync<OssOutcome<bool>>(
        () =>
        {
            _objects.Remove(key);
            return new OssOutcome<bool>.Done(true);
        },
        new OssOutcome<bool>.Unavailable("simulated"),
        cancellationToken);

    public Task<OssOutcome<ObjectPage>> ListAsync(string prefix, string? continuationToken, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No simulated upload is under a prefix grant.");

    public Task<OssOutcome<IReadOnlyList<string>>> ListMultipartAsync(string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No simulated upload is in parts.");

    public Task<OssOutcome<bool>> AbortMultipartAsync(string key, string uploadId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No simulated upload is in parts.");

    public Task<bool> BucketAnswersAsync(CancellationToken cancellationToken) => AskAsync(() => true, false, cancellationToken);

    private async Task<T> AskAsync<T>(Func<T> effect, T unavailable, CancellationToken cancellationToken)
    {
        try
        {
            return await wire.CallAsync(effect, () => new TimeoutException(), cancellationToken);
        }
        catch (TimeoutException)
        {
            return unavailable;
        }
    }
}
