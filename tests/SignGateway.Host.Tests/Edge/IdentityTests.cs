using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Edge;

/// <summary>What the application hears of the user, and what a client cannot make it hear.</summary>
public sealed class IdentityTests(EdgeLoop edge) : IClassFixture<EdgeLoop>
{
    [Fact]
    public async Task the_user_and_their_roles_go_upstream()
    {
        var seen = await SendAsync(As(Claims("alice", "editor", "admin")));
        Assert.Equal(["alice"], seen.Header("X-User-Id"));
        Assert.Equal(["admin,editor"], seen.Header("X-User-Roles"));
    }

    [Fact]
    public async Task whatever_a_token_says_becomes_visible_ASCII()
    {
        var seen = await SendAsync(As(Claims("auth0|王 + 100%", "a,b", "编辑")));
        Assert.Equal(["auth0%7C%E7%8E%8B%20%2B%20100%25"], seen.Header("X-User-Id"));
        Assert.Equal("auth0|王 + 100%", Uri.UnescapeDataString(seen.Header("X-User-Id")[0]));
        Assert.Equal(["a%2Cb,%E7%BC%96%E8%BE%91"], seen.Header("X-User-Roles"));
    }

    [Fact]
    public async Task nobody_is_sent_as_nobody()
    {
        var seen = await SendAsync();
        Assert.Empty(seen.Header("X-User-Id"));
        Assert.Empty(seen.Header("X-User-Roles"));
    }

    [Theory]
    [InlineData("X-User-Id")]
    [InlineData("x-user-id")]
    [InlineData("X_User_Id")]
    [InlineData("X-USER_ID")]
    [InlineData("X.User.Id")]
    [InlineData("x_user_roles")]
    public async Task a_client_cannot_send_them_in_any_spelling(string name)
    {
        foreach (var user in new string[][] { [], [As(Claims("alice"))] })
        {
            var seen = await SendAsync([.. user, $"{name}: mallory", $"{name}: root", $"{name.ToUpperInvariant()}: admin"]);
            Assert.DoesNotContain(seen.Headers, header => header.Value is "mallory" or "root" or "admin" || header.Value.Contains("mallory", StringComparison.Ordinal));
            Assert.Equal(user.Length == 0 ? [] : ["alice"], seen.Header("X-User-Id"));
        }
    }

    [Fact]
    public async Task a_client_cannot_have_them_taken_off_as_headers_of_its_connection()
    {
        var seen = await SendAsync(As(Claims("alice")), "Connection: close, X-User-Id, X-Forwarded-For");
        Assert.Equal(["alice"], seen.Header("X-User-Id"));
        Assert.Equal(["127.0.0.1"], seen.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task headers_of_the_connection_end_here()
    {
        var seen = await SendAsync("Connection: close, X-Hop, Keep-Alive", "Keep-Alive: timeout=5", "X-Hop: 1", "TE: gzip", "Proxy-Authorization: Basic YTpi", "Proxy-Connection: keep-alive", "X-Kept: 1");
        foreach (var name in new[] { "X-Hop", "Keep-Alive", "TE", "Proxy-Authorization", "Proxy-Connection", "Connection" })
            Assert.Empty(seen.Header(name));
        Assert.Equal(["1"], seen.Header("X-Kept"));
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X_Forwarded_For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("X-Forwarded-Port")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Original-URL")]
    public async Task a_client_cannot_pretend_to_be_a_proxy(string name)
    {
        var seen = await SendAsync($"{name}: pretended", $"{name}: twice");
        Assert.DoesNotContain(seen.Headers, header => header.Value.Contains("pretended", StringComparison.Ordinal) || header.Value.Contains("twice", StringComparison.Ordinal));
        Assert.Equal(["127.0.0.1"], seen.Header("X-Forwarded-For"));
        Assert.Equal([edge.Host.Url.Authority], seen.Header("X-Forwarded-Host"));
        Assert.Equal(["http"], seen.Header("X-Forwarded-Proto"));
    }

    [Fact]
    public async Task other_names_can_be_chosen()
    {
        await using var app = await UpstreamApp.StartAsync();
        await using var host = await HostProcess.StartNewAsync(new Dictionary<string, string>([.. edge.Tokens.Settings, .. EdgeLoop.SettingsFor(app), .. new Dictionary<string, string>
        {
            ["SignGateway__Edge__UserHeader"] = "Remote-User",
            ["SignGateway__Edge__RolesHeader"] = "",
        }]));
        Assert.Equal(200, await RawHttp.GetAsync(host.Url, "/", As(Claims("alice", "editor")), "Remote_User: mallory", "X-User-Id: mine"));
        Assert.Equal(["alice"], app.Last.Header("Remote-User"));
        Assert.Empty(app.Last.Header("Remote_User"));
        Assert.Empty(app.Last.Header("X-User-Roles"));
        Assert.Equal(["mine"], app.Last.Header("X-User-Id"));
    }

    private static JsonObject Claims(string user, params string[] roles)
    {
        var claims = Jwt.Claims(user);
        claims["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
        return claims;
    }

    private string As(JsonObject claims) => $"Authorization: Bearer {edge.Tokens.Sign(claims)}";

    private async Task<SeenRequest> SendAsync(params string[] headers)
    {
        var target = $"/api/{Guid.NewGuid():N}";
        Assert.Equal(200, await RawHttp.GetAsync(edge.Host.Url, target, headers));
        return Assert.Single(edge.App.Requests, request => request.Target == target);
    }
}
