using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Embedding;

/// <summary>What an application that takes the library in may rely on.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public void adding_it_twice_is_refused()
    {
        var builder = Embedder.Builder().WithParts();
        builder.Services.AddSignGateway(builder.Configuration);
        var fault = Assert.Throws<InvalidOperationException>(() => builder.Services.AddSignGateway(builder.Configuration));
        Assert.StartsWith("AddSignGateway was called before.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task mapping_it_twice_is_refused()
    {
        await using var app = Embedder.Build(Embedder.Builder().WithParts());
        app.MapSignGateway("/uploads");
        var fault = Assert.Throws<InvalidOperationException>(() => app.MapSignGateway("/files"));
        Assert.StartsWith("MapSignGateway was called before, with the prefix '/uploads'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task mapping_it_without_adding_it_is_refused()
    {
        await using var app = Embedder.Builder().WithParts().Build();
        var fault = Assert.Throws<InvalidOperationException>(() => app.MapSignGateway());
        Assert.Contains("AddSignGateway(builder.Configuration)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, nameof(IReplayGuard))]
    [InlineData(false, nameof(IUploadLedger))]
    public async Task mapping_it_without_a_ledger_or_a_guard_is_refused(bool hasLedger, string missing)
    {
        var builder = Embedder.Builder();
        if (hasLedger)
            builder.Services.AddSingleton<IUploadLedger, InMemoryUploadLedger>();
        await using var app = Embedder.Build(builder);
        var fault = Assert.Throws<InvalidOperationException>(() => app.MapSignGateway());
        Assert.Contains(missing, fault.Message, StringComparison.Ordinal);
        Assert.Contains("AddSignGatewayStorage", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_applications_own_sign_in_counts_whatever_it_renames()
    {
        await using var app = Embedder.Build(Embedder.Builder().WithParts());
        app.UseRouting();
        app.UseAuthentication();
        app.MapSignGateway("/uploads");
        using var http = await StartAsync(app);
        var grant = await SignAsync(http, "alice");
        Assert.StartsWith("/uploads/v1/uploads/", (string)grant["statusUrl"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/uploads/v1/uploads", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task no_policy_and_no_limit_of_the_application_reaches_the_callback()
    {
        var builder = Embedder.Builder(publicUrl: "https://gateway.example.com/uploads").WithParts();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = 429;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetFixedWindowLimiter("all", _ => new() { PermitLimit = 3, Window = TimeSpan.FromDays(1) }));
            limiter.AddFixedWindowLimiter("three", window => (window.PermitLimit, window.Window) = (3, TimeSpan.FromDays(1)));
        });
        await using var app = Embedder.Build(builder);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        var group = app.MapGroup("");
        group.RequireRateLimiting("three").RequireAuthorization();
        group.MapSignGateway("/uploads");
        using var http = await StartAsync(app);
        var callback = new OssCallback(await SignAsync(http, "alice"));

        for (var delivery = 0; delivery < 5; delivery++)
        {
            using var request = callback.Request();
            Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "alice")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "alice")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(http, "alice")).StatusCode);
    }

    [Fact]
    public async Task the_applications_request_timeout_does_not_shorten_the_callbacks_deadline()
    {
        await using var app = Embedder.Build(Embedder.Builder().WithParts());
        app.MapSignGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var callback = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == "ReceiveCallback");
        Assert.NotNull(callback.Metadata.GetMetadata<DisableRequestTimeoutAttribute>());
    }

    [Fact]
    public async Task a_policy_on_the_builder_holds_for_user_and_admin_routes_only()
    {
        var builder = Embedder.Builder().WithParts();
        builder.Services.AddAuthorizationBuilder().AddPolicy("members", policy => policy.RequireClaim("member"));
        await using var app = Embedder.Build(builder);
        app.MapSignGateway().RequireAuthorization("members");
        await app.StartAsync(TestContext.Current.CancellationToken);

        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.All(routes, route => Assert.Equal(
            !IsOpen(route.RoutePattern.RawText!),
            route.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == "members")));
        Assert.Contains(routes, route => route.RoutePattern.RawText == "/v1/admin/me");

        static bool IsOpen(string path) => path.StartsWith("/v1/callbacks/", StringComparison.Ordinal) || path.StartsWith("/health/", StringComparison.Ordinal) || path.Contains("**", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://gateway.example.com", "/uploads", true)]
    [InlineData("https://gateway.example.com/uploads", "/uploads/", false)]
    [InlineData("https://gateway.example.com/a;https://gateway.example.com/site/uploads", "uploads", false)]
    [InlineData("https://gateway.example.com", "", false)]
    public async Task a_prefix_that_no_public_url_has_is_warned_of(string publicUrl, string prefix, bool warns)
    {
        var log = new RememberedLog();
        await using var app = Embedder.Build(Embedder.Builder(log, publicUrl).WithParts());
        app.MapSignGateway(prefix);
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(warns, log.Lines.Any(line => line.Contains("is mapped below /uploads", StringComparison.Ordinal)));
    }

    private static async Task<HttpClient> StartAsync(WebApplication app)
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private static async Task<JsonObject> SignAsync(HttpClient http, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads/v1/uploads")
        {
            Content = new StringContent("""{"fileName":"cat.png","contentType":"image/png","vars":{"album":"7"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Own-User", user);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/uploads/v1/uploads");
        request.Headers.Add("Own-User", user);
        return await http.SendAsync(request);
    }
}
