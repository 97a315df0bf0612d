using SignGateway.Tickets;

namespace SignGateway.Forwarding.InMemory;

/// <summary>The latest answers of this process, for tests and for an application without a store.</summary>
public sealed class InMemoryForwardedAnswers : IForwardedAnswers
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(UploadId Id, string Content), ForwardedAnswer> _answers = [];
    private readonly Queue<(UploadId Id, string Content)> _order = [];

    /// <inheritdoc/>
    public Task<ForwardedAnswer> KeepAsync(UploadId id, string content, ForwardedAnswer answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_answers.TryAdd((id, content), answer))
                return Task.FromResult(_answers[(id, content)]);

            _order.Enqueue((id, content));
            if (_order.Count > Capacity)
                _answers.Remove(_order.Dequeue());
            return Task.FromResult(answer);
        }
    }

    /// <inheritdoc/>
    public Task<ForwardedAnswer?> FindAsync(UploadId id, string content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(_answers.GetValueOrDefault((id, content)));
    }
}
