using SignGateway.Uploads;

namespace SignGateway.Tests.Infrastructure;

/// <summary>A replay guard that cannot be reached.</summary>
internal sealed class AbsentGuard : IReplayGuard
{
    public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken) => throw new GuardUnavailableException("away");

    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) => throw new GuardUnavailableException("away");

    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) => throw new GuardUnavailableException("away");

    public Task ProbeAsync(CancellationToken cancellationToken) => throw new GuardUnavailableException("away");
}
