using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>A loop whose profile takes uploads in parts of 100 KiB, and another that gives them a second.</summary>
public sealed class MultipartLoop : IAsyncLifetime
{
    public const int PartSize = 100 * 1024;

    public static Dictionary<string, string> Settings => new()
    {
        ["SignGateway__Profiles__default__Methods__0"] = "Multipart",
        ["SignGateway__Profiles__default__PartSize"] = $"{PartSize}",
        ["SignGateway__Profiles__short__Methods__0"] = "Multipart",
        ["SignGateway__Profiles__short__MultipartLifetime"] = "00:00:01",
        ["SignGateway__Reconcile__Interval"] = "00:00:01",
        ["SignGateway__Reconcile__Grace"] = "00:00:01",
    };

    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Loop = await WatchedLoop.StartAsync(Settings);

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
