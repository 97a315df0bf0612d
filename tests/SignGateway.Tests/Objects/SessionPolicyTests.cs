using Microsoft.Extensions.Options;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Objects;

public sealed class SessionPolicyTests
{
    [Fact]
    public async Task a_policy_that_would_be_too_long_stops_the_start()
    {
        var settings = Settings();
        for (var number = 0; number < 40; number++)
            settings[$"SignGateway:Profiles:p{number}:KeyTemplate"] = $"a/prefix/of/some/length/for/profile/{number}/{{id}}";
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(settings));
        Assert.StartsWith("SignGateway:Credentials:SessionPolicy would need ", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_fits_does_not()
    {
        await using var gateway = await TestGateway.StartAsync(Settings());
    }

    private static Dictionary<string, string?> Settings() => new()
    {
        ["SignGateway:Credentials:Source"] = "Sts",
        ["SignGateway:Credentials:RoleArn"] = "acs:ram::1000000000000000:role/gateway",
        ["SignGateway:Credentials:SessionPolicy"] = "true",
        ["SignGateway:Profiles:default:KeyTemplate"] = "uploads/{id}",
    };
}
