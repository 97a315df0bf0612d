using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Host.Tests.Credentials;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Events;

/// <summary>The application hears of an upload in the same way, whichever way the file went.</summary>
public sealed class MethodEventTests : IAsyncLifetime
{
    private readonly string _secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private UpstreamApp _app = null!;
    private NodeReceiver _receiver = null!;
    private WatchedLoop _loop = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await UpstreamApp.StartAsync();
        _app.Answer = context => context.Response.WriteAsync("""{"photo":7}""");
        _receiver = await NodeReceiver.StartAsync(_secret);
        _loop = await WatchedLoop.StartForAsync(storage => new(RoleTests.Role(storage))
        {
            ["SignGateway__Profiles__default__Methods__0"] = "Put",
            ["SignGateway__Profiles__default__Methods__1"] = "Sdk",
            ["SignGateway__Profiles__default__MaxBytes"] = "1000",
            ["SignGateway__Profiles__default__ForwardTo"] = new Uri(_app.Url, "/stored").AbsoluteUri,
            ["SignGateway__Profiles__default__ForwardSecrets__0"] = _secret,
            ["SignGateway__Events__Endpoints__app__Url"] = _receiver.Url.AbsoluteUri,
            ["SignGateway__Events__Endpoints__app__Secrets__0"] = _secret,
            ["SignGateway__Events__Endpoints__app__AllowPrivate"] = "true",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        await _receiver.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("put")]
    [InlineData("sdk")]
    public async Task what_is_stored_is_forwarded_and_told(string method)
    {
        using var alice = _loop.ClientFor("alice");
        var grant = await GrantAsync(alice, method);
        var (status, body) = method == "put" ? await GatewayClient.PutAsync(grant, [1, 2, 3]) : await new SdkClient(grant).PutAsync([1, 2, 3]);

        Assert.True(status == 200, body);
        Assert.Equal(7, (int)JsonNode.Parse(body)!["app"]!["photo"]!);
        Assert.Equal((string)grant["id"]!, (string)JsonNode.Parse(Assert.Single(_app.Requests).Body)!["id"]!);
        await HasAsync(grant, "upload.stored");
    }

    [Fact]
    public async Task what_is_over_the_limit_is_told_as_rejected_and_not_forwarded()
    {
        using var alice = _loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "sdk");
        Assert.Equal(203, (await new SdkClient(grant).PutAsync(new byte[1001])).Status);

        await HasAsync(grant, "upload.rejected");
        Assert.Empty(_app.Requests);
        Assert.DoesNotContain(_loop.Storage.Objects, stored => stored.Key == (string)grant["key"]!);
    }

    private static Task<JsonNode> GrantAsync(GatewayClient client, string method) =>
        client.SignAsync(new JsonObject { ["method"] = method, ["fileName"] = "a.bin", ["size"] = 3 });

    private Task HasAsync(JsonNode grant, string type) =>
        Patience.UntilAsync(type, async () => (await _receiver.TypesAsync((string)grant["id"]!)).SequenceEqual([type]));
}
