using System.Text.Json.Nodes;
using Xunit;

namespace SignGateway.Host.Tests.Admin;

public sealed class AdminRouteTests : IAsyncLifetime
{
    private static readonly string[] Known =
    [
        "GET me", "GET overview", "GET stream", "GET uploads", "GET uploads/{id}", "DELETE uploads/{id}", "GET uploads/{id}/content", "POST uploads/{id}/look",
        "GET callbacks", "GET callbacks/{number}", "POST explain", "POST doctor", "GET configuration", "GET audit",
    ];

    private HostProcess _host = null!;

    public async ValueTask InitializeAsync() => _host = await HostProcess.StartNewAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task every_admin_route_of_the_api_description_wants_the_role()
    {
        using var anonymous = new GatewayClient(_host.Url);
        using var alice = await GatewayClient.SignInAsync(_host, "alice");
        var routes = (await anonymous.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body!["paths"]!.AsObject()
            .Where(path => path.Key.StartsWith("/v1/admin/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject().Select(verb => (Verb: new HttpMethod(verb.Key.ToUpperInvariant()), Pattern: path.Key)))
            .ToList();

        Assert.All(Known, known => Assert.Contains(known, routes.Select(route => $"{route.Verb} {route.Pattern["/v1/admin/".Length..]}")));
        foreach (var (verb, pattern) in routes)
        {
            var path = pattern.Replace("{id}", "01jgfjjz00000000000000000a", StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal);
            Assert.Equal((401, "unauthenticated"), Told(await anonymous.SendAsync(verb, path)));
            var refused = await alice.SendAsync(verb, path);
            Assert.Equal((403, "role_missing"), Told(refused));
            Assert.Contains("sign-gateway-admin", (string)refused.Body!["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task the_demo_administrator_gets_in()
    {
        using var admin = await GatewayClient.SignInAsync(_host, "admin");
        var (status, body) = await admin.SendAsync(HttpMethod.Get, "/v1/admin/me");
        Assert.Equal((200, "admin"), (status, (string)body!["userId"]!));
    }

    [Fact]
    public async Task the_page_learns_without_a_token_how_to_sign_in()
    {
        using var anonymous = new GatewayClient(_host.Url);
        var (status, body) = await anonymous.SendAsync(HttpMethod.Get, "/admin/settings.json");
        Assert.Equal(200, status);
        Assert.Equal("""{"authority":null,"clientId":null,"scope":"openid profile","demo":true}""", body!.ToJsonString());
    }

    [Fact]
    public async Task the_page_learns_the_authority_and_its_client_id()
    {
        await using var host = await HostProcess.StartNewAsync(new Dictionary<string, string>
        {
            ["Authentication__Schemes__Bearer__Authority"] = "https://login.example.com/realm",
            ["Authentication__Schemes__Bearer__ValidAudience"] = "uploads",
            ["SignGateway__Admin__ClientId"] = "uploads-admin",
        });
        using var anonymous = new GatewayClient(host.Url);
        var body = (await anonymous.SendAsync(HttpMethod.Get, "/admin/settings.json")).Body!;
        Assert.Equal(("https://login.example.com/realm", "uploads-admin"), ((string)body["authority"]!, (string)body["clientId"]!));
    }

    private static (int Status, string Code) Told((int Status, JsonNode? Body) answer) => (answer.Status, (string)answer.Body!["code"]!);
}
