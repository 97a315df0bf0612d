using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Tests.Simulation;

/// <summary>The Redis that all replicas share. It may lose its memory at any time.</summary>
internal sealed class SimulatedGuard(Wire wire, TimeProvider time) : IReplayGuard
{
    private InProcessReplayGuard _memory = new(time);

    public void LoseMemory() => _memory = new InProcessReplayGuard(time);

    public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken) =>
        wire.CallAsync(() => _memory.ClaimAsync(key, lease, CancellationToken.None).GetAwaiter().GetResult(), Away, cancellationToken);

    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Done(_memory.AnswerAsync(key, answer, keep, CancellationToken.None)), Away, cancellationToken);

    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Done(_memory.ReleaseAsync(key, token, CancellationToken.None)), Away, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static GuardUnavailableException Away() => new("simulated");

    private static bool Done(Task done)
    {
        done.GetAwaiter().GetResult();
        return true;
    }
}
