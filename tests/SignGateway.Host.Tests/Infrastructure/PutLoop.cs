using Xunit;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>One watched loop whose profiles allow presigned URLs.</summary>
public sealed class PutLoop : IAsyncLifetime
{
    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["SignGateway__Profiles__json__CallbackBodyType"] = "Json",
            ["SignGateway__Profiles__before__VerifyObject"] = "Before",
        };
        foreach (var profile in (string[])["default", "forms", "json", "before"])
            settings[$"SignGateway__Profiles__{profile}__Methods__0"] = "Put";
        Loop = await WatchedLoop.StartAsync(settings);
    }

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
