using Xunit;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>One watched loop for all tests of a class.</summary>
public sealed class OneLoop : IAsyncLifetime
{
    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Loop = await WatchedLoop.StartAsync();

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
