using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>A gateway for all tests of a class that change nothing in it, neither records nor time.</summary>
public sealed class OneGateway : IAsyncLifetime
{
    internal TestGateway Gateway { get; private set; } = null!;

    /// <summary>A grant to be broken.</summary>
    internal Task<JsonObject> SignAsync() => Gateway.SignAsync("""{"fileName":"猫.png","contentType":"image/png","vars":{"album":"a=1&b: 2"}}""");

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:AllowPrefixGrants"] = "true" });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
