using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Credentials;

/// <summary>The whole loop on credentials that STS lends, narrowed to what the profiles need.</summary>
public sealed class RoleTests
{
    [Theory]
    [InlineData(824)]
    [InlineData(3072)]
    public async Task a_role_signs_looks_links_and_deletes(int tokenLength)
    {
        await using var loop = await WatchedLoop.StartForAsync(Role);
        loop.StorageOptions.SecurityTokenLength = tokenLength;
        using var alice = loop.ClientFor("alice");

        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.StartsWith("STS.", (string)grant["fields"]!["x-oss-credential"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");
        using var anonymous = new HttpClient();
        Assert.Equal([1, 2, 3], await anonymous.GetByteArrayAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken));
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);
        Assert.Empty(loop.Storage.Objects);
        Assert.Single(loop.Storage.StsCalls);
    }

    [Fact]
    public async Task a_lost_callback_is_confirmed_with_them()
    {
        await using var loop = await WatchedLoop.StartForAsync(Role);
        loop.Storage.Faults.Drop = 1;
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal(203, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
        Assert.Equal(200, (await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm")).Status);
    }

    [Fact]
    public async Task an_outage_of_STS_is_told()
    {
        await using var loop = await WatchedLoop.StartForAsync(storage =>
        {
            storage.Faults.Credentials.StsRefuse = -1;
            return Role(storage);
        });
        using var alice = loop.ClientFor("alice");
        var (status, problem) = await alice.SendAsync(HttpMethod.Post, "/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal((503, "credentials_unavailable"), (status, (string)problem!["code"]!));
    }

    [Fact]
    public async Task a_role_that_does_not_exist_is_named_as_the_reason()
    {
        await using var loop = await WatchedLoop.StartForAsync(storage => new(Role(storage)) { ["SignGateway__Credentials__RoleArn"] = "acs:ram::1000000000000000:role/nobody" });
        using var alice = loop.ClientFor("alice");
        var (status, problem) = await alice.SendAsync(HttpMethod.Post, "/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal((503, "credentials_unavailable"), (status, (string)problem!["code"]!));
        Assert.Contains("EntityNotExist.Role", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_clock_ten_minutes_off_is_named_as_the_reason()
    {
        await using var loop = await WatchedLoop.StartForAsync(storage =>
        {
            storage.Faults.ClockOffset = TimeSpan.FromMinutes(20);
            return Role(storage);
        });
        using var alice = loop.ClientFor("alice");
        var (_, problem) = await alice.SendAsync(HttpMethod.Post, "/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });
        Assert.Contains("20 minutes behind", (string)problem!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_instance_role_and_its_metadata_service_do_as_well()
    {
        await using var loop = await WatchedLoop.StartForAsync(storage => new()
        {
            ["SignGateway__Credentials__Source"] = "EcsRamRole",
            ["SignGateway__Credentials__Endpoint"] = storage.Url.GetLeftPart(UriPartial.Authority),
        });
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1])).Status);
    }

    internal static Dictionary<string, string> Role(SimulatorServer storage) => new()
    {
        ["SignGateway__Credentials__Source"] = "Sts",
        ["SignGateway__Credentials__RoleArn"] = SimulatorOptions.DefaultRoleArn,
        ["SignGateway__Credentials__Endpoint"] = storage.Url.GetLeftPart(UriPartial.Authority),
        ["SignGateway__Credentials__SessionPolicy"] = "true",
    };
}
