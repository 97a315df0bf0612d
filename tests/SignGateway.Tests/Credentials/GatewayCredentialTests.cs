using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>The whole gateway on temporary credentials.</summary>
public sealed class GatewayCredentialTests
{
    [Fact]
    public async Task signs_with_the_token_that_sts_grants()
    {
        using var sts = new StandInHost { Answer = _ => Token() };
        await using var gateway = await StartAsync(sts);
        var grant = await gateway.SignAsync();
        Assert.Equal("token-token", (string)grant["fields"]!["x-oss-security-token"]!);
        Assert.StartsWith("STS.token-id/", (string)grant["fields"]!["x-oss-credential"]!, StringComparison.Ordinal);
        Assert.Equal("2026-01-01T12:10:00Z", (string)grant["expires"]!);
    }

    [Fact]
    public async Task without_a_token_says_why_and_when_to_come_back_and_then_signs()
    {
        using var sts = new StandInHost { Answer = _ => null };
        await using var gateway = await StartAsync(sts);
        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "credentials_unavailable"), (status, (string)problem["code"]!));
        Assert.Contains("sts.aliyuncs.com cannot be reached", (string)problem["detail"]!, StringComparison.Ordinal);

        sts.Answer = _ => Token();
        gateway.Time.Pass(response.Headers.RetryAfter!.Delta!.Value);
        await gateway.SignAsync();
    }

    [Fact]
    public async Task is_ready_without_a_token_and_says_so_even_while_sts_hangs()
    {
        using var sts = new StandInHost { Gate = new TaskCompletionSource().Task };
        await using var gateway = await StartAsync(sts);
        var (status, body, _) = await gateway.Time.PassUntilAsync(gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null), TimeSpan.FromMilliseconds(100));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", (string)body["dependencies"]!["credentials"]!["state"]!);
    }

    [Theory]
    [InlineData("Credentials:DurationSeconds", "900", "Profiles:default:GrantLifetime")]
    [InlineData("Profiles:p:GrantLifetime", "00:30:01", "Profiles:p:GrantLifetime")]
    [InlineData("Profiles:p:SignatureVersion", "V1", "Profiles:p:SignatureVersion")]
    public async Task a_profile_that_temporary_credentials_cannot_serve_stops_the_start(string key, string value, string named)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync((key, value)));
        Assert.Contains($"SignGateway:{named} is", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task half_of_the_tokens_life_is_not_too_long() => await (await StartAsync(("Profiles:p:GrantLifetime", "00:30:00"))).DisposeAsync();

    [Fact]
    public async Task a_profile_is_held_against_its_own_credentials()
    {
        (string, string)[] own =
        [
            ("Profiles:p:GrantLifetime", "01:00:00"),
            ("Profiles:p:SignatureVersion", "V1"),
            ("Profiles:p:Credentials:Source", "Static"),
            ("Profiles:p:Credentials:AccessKeyId", "id"),
            ("Profiles:p:Credentials:AccessKeySecret", "secret"),
        ];
        await (await StartAsync(own)).DisposeAsync();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync([.. own, ("Profiles:p:Credentials:SecurityToken", "token")]));
        Assert.Contains("SignGateway:Profiles:p:SignatureVersion is V1", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EcsRamRole")]
    [InlineData("Default")]
    public async Task what_may_turn_out_temporary_signs_no_v1(string source)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(("Credentials:Source", source), ("Profiles:p:SignatureVersion", "V1")));
        Assert.Contains("SignGateway:Profiles:p:SignatureVersion is V1", fault.Message, StringComparison.Ordinal);
    }

    private static Task<TestGateway> StartAsync(params (string Key, string Value)[] settings) => StartAsync(new StandInHost(), settings);

    private static async Task<TestGateway> StartAsync(StandInHost sts, params (string Key, string Value)[] settings)
    {
        var all = CredentialHost.Sts().ToDictionary(pair => $"SignGateway:{pair.Key}", pair => pair.Value);
        foreach (var (key, value) in settings)
            all[$"SignGateway:{key}"] = value;
        return await TestGateway.StartAsync(all, sts: sts);
    }

    private static HttpResponseMessage Token() => CredentialHost.Json(
        """{"Credentials":{"AccessKeyId":"STS.token-id","AccessKeySecret":"token-secret","SecurityToken":"token-token","Expiration":"2026-01-01T13:00:00Z"}}""");
}
