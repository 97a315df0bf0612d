using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Uploads;

/// <summary>A grant, a link, a record: whoever finds one in a cache has it.</summary>
public sealed class CacheTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _grant = await _gateway.SignAsync();
        await new OssCallback(_grant).SendAsync(_gateway);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("POST", "/v1/uploads", """{"fileName":"a"}""")]
    [InlineData("POST", "/v1/uploads:batch", """{"uploads":[{"fileName":"a"}]}""")]
    [InlineData("GET", "/v1/uploads", null)]
    [InlineData("GET", "/v1/uploads/{id}", null)]
    [InlineData("GET", "/v1/uploads/{id}/content", null)]
    [InlineData("GET", "/v1/uploads/another", null)]
    [InlineData("GET", "/v1/admin/me", null)]
    public async Task no_answer_may_be_kept(string method, string path, string? json)
    {
        var (_, _, response) = await _gateway.SendAsync(
            new HttpMethod(method), path.Replace("{id}", (string)_grant["id"]!, StringComparison.Ordinal), json: json, roles: "sign-gateway-admin", headers: ("Accept", "application/json"));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }
}
