using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>One Chromium and one Host, whose pages and headers are real, for all tests of the admin page.</summary>
public sealed class AdminSuite : IAsyncLifetime
{
    public const string Name = "admin page";

    public ChromiumBrowser Chromium { get; private set; } = null!;

    public HostProcess Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Chromium = await ChromiumBrowser.StartAsync();
        Host = await HostProcess.StartNewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Chromium.DisposeAsync();
    }
}

/// <summary>What the tests of the admin page share.</summary>
[CollectionDefinition(AdminSuite.Name)]
public sealed class SharedAdminSuite : ICollectionFixture<AdminSuite>;
