using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Edge;

/// <summary>A Host in front of one application, for all tests of a class.</summary>
public sealed class EdgeLoop : IAsyncLifetime
{
    public UpstreamApp App { get; private set; } = null!;

    public HostProcess Host { get; private set; } = null!;

    public Jwt Tokens { get; } = new();

    /// <summary>Settings that pass every path on to one application, which tests add to.</summary>
    public static Dictionary<string, string> SettingsFor(UpstreamApp app) => new()
    {
        ["ReverseProxy__Routes__app__ClusterId"] = "app",
        ["ReverseProxy__Routes__app__Match__Path"] = "/{**rest}",
        ["ReverseProxy__Clusters__app__Destinations__one__Address"] = app.Url.AbsoluteUri,
    };

    public async ValueTask InitializeAsync()
    {
        App = await UpstreamApp.StartAsync();
        Host = await HostProcess.StartNewAsync(new Dictionary<string, string>([.. Tokens.Settings, .. SettingsFor(App), .. new Dictionary<string, string>
        {
            ["ReverseProxy__Routes__ours__ClusterId"] = "app",
            ["ReverseProxy__Routes__ours__Match__Path"] = "/v1/uploads",
            ["ReverseProxy__Routes__ours__Order"] = "-1000",
            ["ReverseProxy__Routes__members__ClusterId"] = "app",
            ["ReverseProxy__Routes__members__Match__Path"] = "/members/{**rest}",
            ["ReverseProxy__Routes__members__AuthorizationPolicy"] = "default",
        }]));
    }

    public GatewayClient ClientFor(string user) => new(Host.Url, Tokens.For(user));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await App.DisposeAsync();
    }
}
