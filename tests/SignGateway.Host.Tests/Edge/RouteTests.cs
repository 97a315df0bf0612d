using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Edge;

/// <summary>What goes to the application, and what stays ours.</summary>
public sealed class RouteTests(EdgeLoop edge) : IClassFixture<EdgeLoop>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = edge.Host.Url };

    [Fact]
    public async Task what_is_not_ours_is_passed_on_as_it_came()
    {
        using var content = new StringContent("{\"size\":3}", Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/api/orders/a%20b?x=1&y=%20", content, TestContext.Current.CancellationToken);
        Assert.Equal(edge.App.Url.Authority, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("POST", "/api/orders/a%20b?x=1&y=%20", "{\"size\":3}"), (edge.App.Last.Method, edge.App.Last.Target, edge.App.Last.Body));
    }

    [Fact]
    public async Task ours_win_over_a_route_of_the_same_path_that_wants_to_be_first()
    {
        using var alice = edge.ClientFor("alice");
        var (status, body) = await alice.SendAsync(HttpMethod.Get, "/v1/uploads");
        Assert.Equal(200, status);
        Assert.NotNull(body!["items"]);
        Assert.Equal(405, (await alice.SendAsync(HttpMethod.Put, "/v1/uploads")).Status);
        Assert.Equal(401, (await alice.SendAsync(HttpMethod.Post, "/v1/callbacks/oss")).Status);
        Assert.Equal(200, (await alice.SendAsync(HttpMethod.Get, "/health/ready")).Status);
        Assert.DoesNotContain(edge.App.Requests, request => request.Target is "/v1/uploads" or "/v1/callbacks/oss" or "/health/ready");
    }

    [Fact]
    public async Task beside_ours_the_application_may_have_a_v1_too()
    {
        using var response = await _http.GetAsync("/v1/orders", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/v1/orders", edge.App.Last.Target);
    }

    [Fact]
    public async Task the_front_page_is_the_applications_and_the_admin_page_ours()
    {
        Assert.Equal(edge.App.Url.Authority, await _http.GetStringAsync("/", TestContext.Current.CancellationToken));
        Assert.Contains("<title>", await _http.GetStringAsync("/admin/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("export", await _http.GetStringAsync("/client/index.js", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_description_of_the_routes_holds_ours_only()
    {
        var description = JsonNode.Parse(await _http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(description["paths"]!.AsObject(), path => path.Key.Contains("rest", StringComparison.Ordinal) || path.Key.Contains("members", StringComparison.Ordinal));
        Assert.Contains(description["paths"]!.AsObject(), path => path.Key == "/v1/uploads");
    }

    [Fact]
    public async Task the_applications_own_refusals_stay_as_they_are()
    {
        edge.App.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        try
        {
            using var response = await _http.GetAsync("/api/nothing", TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, ""), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }
        finally
        {
            edge.App.Answer = null;
        }
    }

    [Fact]
    public async Task a_route_may_ask_for_a_user()
    {
        using var anonymous = new GatewayClient(edge.Host.Url);
        var (status, problem) = await anonymous.SendAsync(HttpMethod.Get, "/members/only");
        Assert.Equal((401, "unauthenticated"), (status, (string?)problem!["code"]));

        using var two = new GatewayClient(edge.Host.Url, edge.Tokens.Sign(Two()));
        Assert.Equal(401, (await two.SendAsync(HttpMethod.Get, "/members/only")).Status);
        Assert.DoesNotContain(edge.App.Requests, request => request.Target == "/members/only");

        using var http = new HttpRequestMessage(HttpMethod.Get, "/members/alice");
        http.Headers.Authorization = new("Bearer", edge.Tokens.For("alice"));
        using var response = await _http.SendAsync(http, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task without_the_section_nothing_is_passed_on()
    {
        await using var host = await HostProcess.StartNewAsync();
        using var client = new GatewayClient(host.Url);
        var (status, problem) = await client.SendAsync(HttpMethod.Get, "/api/orders");
        Assert.Equal((404, "not_found"), (status, (string?)problem!["code"]));
    }

    public void Dispose() => _http.Dispose();

    private static JsonObject Two()
    {
        var claims = Jwt.Claims("alice");
        claims["sub"] = new JsonArray("alice", "bob");
        return claims;
    }
}
