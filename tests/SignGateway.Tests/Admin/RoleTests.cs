using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class RoleTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new() { ["SignGateway:AdminRole"] = "keepers" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task an_administrator_is_told_who_is_signed_in()
    {
        var (status, body, _) = await _gateway.SendAsync(HttpMethod.Get, "/v1/admin/me", "ann", roles: "writers keepers");
        Assert.Equal(200, (int)status);
        Assert.Equal("""{"userId":"ann","roles":["keepers","writers"],"adminRole":"keepers"}""", body.ToJsonString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("writers")]
    [InlineData("sign-gateway-admin")]
    public async Task without_the_configured_role_every_admin_route_is_closed(string? roles)
    {
        Assert.NotEmpty(_gateway.AdminRoutes);
        foreach (var (verb, path) in _gateway.AdminRoutes)
        {
            var (status, problem, _) = await _gateway.SendAsync(verb, path, "ann", roles: roles);
            Assert.Equal((403, "role_missing"), ((int)status, (string)problem["code"]!));
            Assert.Contains("keepers", (string)problem["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task without_a_user_every_admin_route_is_closed()
    {
        foreach (var (verb, path) in _gateway.AdminRoutes)
        {
            var (status, problem, _) = await _gateway.SendAsync(verb, path, user: null);
            Assert.Equal((401, "unauthenticated"), ((int)status, (string)problem["code"]!));
        }
    }
}
