using SignGateway.Host.Tests.Credentials;
using Xunit;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>One watched loop that assumes a role and lends it to uploaders. The sweep looks every second, a second after a grant's end.</summary>
public sealed class SdkLoop : IAsyncLifetime
{
    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Loop = await WatchedLoop.StartForAsync(storage =>
    {
        var settings = new Dictionary<string, string>(RoleTests.Role(storage))
        {
            ["SignGateway__Profiles__json__CallbackBodyType"] = "Json",
            ["SignGateway__Profiles__urls__Methods__0"] = "Put",
            ["SignGateway__Profiles__before__VerifyObject"] = "Before",
            ["SignGateway__Profiles__short__GrantLifetime"] = "00:00:05",
            ["SignGateway__Profiles__folders__AllowPrefixGrants"] = "true",
            ["SignGateway__Profiles__folders__GrantLifetime"] = "00:00:05",
            ["SignGateway__Profiles__folders__MaxBytes"] = "1000",
            ["SignGateway__Profiles__small__MaxBytes"] = "1000",
            ["SignGateway__Reconcile__Interval"] = "00:00:01",
            ["SignGateway__Reconcile__Grace"] = "00:00:01",
        };
        foreach (var profile in (string[])["default", "json", "before", "short", "folders", "small"])
            settings[$"SignGateway__Profiles__{profile}__Methods__0"] = "Sdk";
        return settings;
    });

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
