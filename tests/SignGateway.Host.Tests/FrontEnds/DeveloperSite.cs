using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>The gateway as a developer starts it, and the developer's own origin, both at the addresses that the README names.</summary>
public sealed class DeveloperSite : IAsyncLifetime
{
    public const string OtherOrigin = "http://localhost:3000";

    // The browser is told where these really are.
    private const string Gateway = "localhost:5080";

    public static KeyValuePair<string, string> CorsSetting { get; } = new("SignGateway__Cors__Origins__0", OtherOrigin);

    public FrontEndPages Pages { get; private set; } = null!;

    public HostProcess Host { get; private set; } = null!;

    public ChromiumBrowser Browser { get; private set; } = null!;

    public TestFiles Files { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Pages = await FrontEndPages.StartAsync();
        Host = await HostProcess.StartNewAsync(new Dictionary<string, string>([CorsSetting]));
        Browser = await ChromiumBrowser.StartAsync($"--host-resolver-rules=MAP {Gateway} {Host.Url.Authority}, MAP {new Uri(OtherOrigin).Authority} {Pages.Url.Authority}");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Host.DisposeAsync();
        await Pages.DisposeAsync();
        Files.Dispose();
    }
}
