using SignGateway.Forwarding;
using SignGateway.Forwarding.InMemory;
using SignGateway.Tickets;

namespace SignGateway.Tests.Simulation;

/// <summary>What the application answered, in the database that all replicas share.</summary>
internal sealed class SimulatedAnswers(Wire wire) : IForwardedAnswers
{
    private readonly InMemoryForwardedAnswers _committed = new();

    public Task<ForwardedAnswer> KeepAsync(UploadId id, string content, ForwardedAnswer answer, CancellationToken cancellationToken) =>
        wire.CallAsync(() => _committed.KeepAsync(id, content, answer, CancellationToken.None).GetAwaiter().GetResult(), SimulatedLedger.Away, cancellationToken);

    public Task<ForwardedAnswer?> FindAsync(UploadId id, string content, CancellationToken cancellationToken) =>
        wire.CallAsync(() => _committed.FindAsync(id, content, CancellationToken.None).GetAwaiter().GetResult(), SimulatedLedger.Away, cancellationToken);
}
