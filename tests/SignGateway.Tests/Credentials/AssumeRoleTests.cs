using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>The expected signatures were computed by another implementation.</summary>
public sealed class AssumeRoleTests
{
    [Fact]
    public async Task is_one_signed_form()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());

        var (credentials, end) = Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());

        Assert.Equal(new OssCredentials("STS.token-id", "token-secret", "token-token"), credentials);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 13, 0, 0, TimeSpan.Zero), end);
        var request = Assert.Single(host.Requests);
        Assert.Equal(("POST", "https://sts.aliyuncs.com/"), (request.Method, request.Url));
        Assert.Equal("RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Fgateway&RoleSessionName=sign-gateway&DurationSeconds=3600", request.Body);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["host"] = "sts.aliyuncs.com",
                ["accept"] = "application/json",
                ["content-type"] = "application/x-www-form-urlencoded",
                ["x-acs-action"] = "AssumeRole",
                ["x-acs-version"] = "2015-04-01",
                ["x-acs-date"] = "2026-01-01T12:00:00Z",
                ["x-acs-signature-nonce"] = "11111111111111111111111111111111",
                ["x-acs-content-sha256"] = "b496dda01df8286cceffa07e69d4af714bf4d4e450cd36d01f49b5c80639d6a4",
                ["authorization"] = "ACS3-HMAC-SHA256 Credential=caller-id,SignedHeaders=content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=56791c0ec3090a34337bde2c658166b921af508bd12f587f833c534eced416e5",
            },
            request.Headers);
    }

    [Fact]
    public async Task signs_host_and_port_every_parameter_and_the_callers_own_token()
    {
        await using var host = new CredentialHost(
            new()
            {
                ["Credentials:Source"] = "Sts",
                ["Credentials:RoleArn"] = CredentialHost.RoleArn,
                ["Credentials:RoleSessionName"] = "a.b@c-d",
                ["Credentials:DurationSeconds"] = "7200",
                ["Credentials:ExternalId"] = "ext=1,2@a:b/c-d_e",
                ["Credentials:Endpoint"] = "https://sts.example.com:8443",
            },
            new()
            {
                ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "caller-id",
                ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "caller-secret",
                ["ALIBABA_CLOUD_SECURITY_TOKEN"] = "caller-token",
            });

        await host.GetAsync();

        var request = Assert.Single(host.Requests);
        Assert.Equal("https://sts.example.com:8443/", request.Url);
        Assert.Equal("sts.example.com:8443", request.Headers["host"]);
        Assert.Equal("caller-token", request.Headers["x-acs-security-token"]);
        Assert.EndsWith("Signature=587527c85b1a99b8240e06d0c342345a9ae81a36d79a3f6574e50f80eaa6b198", request.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task carries_the_session_policy_that_is_handed_in()
    {
        await using var host = new CredentialHost(
            new(CredentialHost.Sts()) { ["Credentials:SessionPolicy"] = "true" },
            register: services => services.AddSingleton<ISessionPolicies, SamePolicy>());
        await host.GetAsync();
        Assert.EndsWith("&Policy=%7B%22Version%22%3A%221%22%7D", Assert.Single(host.Requests).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "NoPermission", "trust policy")]
    [InlineData(404, "EntityNotExist.Role", "check RoleArn")]
    [InlineData(404, "InvalidAccessKeyId.NotFound", "check the key pair")]
    [InlineData(403, "InvalidAccessKeyId.Inactive", "enable or replace")]
    [InlineData(400, "SignatureDoesNotMatch", "AccessKeySecret")]
    [InlineData(400, "InvalidParameter.DurationSeconds", "longest session")]
    [InlineData(500, "InternalError", "")]
    public async Task a_refusal_is_told_with_code_request_and_what_to_do(int status, string code, string advice)
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ => CredentialHost.Json($$"""{"RequestId":"8E-1","Code":"{{code}}","Message":"of caller-id and caller-secret","HostId":"x"}""", (HttpStatusCode)status);

        var reason = await host.ReasonAsync();

        Assert.StartsWith($"STS answered {status} {code} to AssumeRole (request 8E-1)", reason, StringComparison.Ordinal);
        Assert.Contains(advice, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("caller-", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "Throttling.User")]
    [InlineData(429, "Whatever")]
    public async Task too_many_calls_wait_longer_than_other_refusals(int status, string code)
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ => CredentialHost.Json($$"""{"RequestId":"8E-1","Code":"{{code}}"}""", (HttpStatusCode)status);
        var refused = Assert.IsType<CredentialsOutcome.Unavailable>(await host.GetAsync());
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>a proxy's page</html>")]
    [InlineData("[]")]
    [InlineData("""{"RequestId":"8E-1"}""")]
    [InlineData("""{"Credentials":[]}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"token-secret","Expiration":"2026-01-01T13:00:00Z"}}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"token-secret","SecurityToken":"token-token"}}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"token-secret","SecurityToken":"token\r\nX: y","Expiration":"2026-01-01T13:00:00Z"}}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"token-secret","SecurityToken":"token-token","Expiration":"tomorrow"}}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"token-secret","SecurityToken":"token-token","Expiration":"2026-01-01T11:59:59Z"}}""")]
    public async Task an_answer_that_cannot_be_used_is_a_failure(string answer)
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ => CredentialHost.Json(answer);
        Assert.DoesNotContain("token-", await host.ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_answer_in_an_encoding_that_nobody_knows_is_read_all_the_same()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ =>
        {
            var answer = host.Token();
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=martian");
            return answer;
        };
        Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());
    }

    [Fact]
    public async Task an_answer_over_64_kib_is_not_taken()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ => CredentialHost.Json(new string(' ', 65536) + "{}");
        Assert.Equal("AssumeRole failed: sts.aliyuncs.com answered with more than 65536 bytes", await host.ReasonAsync());
    }

    [Fact]
    public async Task sts_out_of_reach_is_a_failure()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ => null;
        Assert.Equal("AssumeRole failed: sts.aliyuncs.com cannot be reached", await host.ReasonAsync());
    }

    [Fact]
    public async Task sts_that_hangs_is_given_five_seconds()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Gate = new TaskCompletionSource().Task;
        var (before, reason) = (host.Time.GetUtcNow(), await host.Time.PassUntilAsync(host.ReasonAsync(), TimeSpan.FromSeconds(1)));
        Assert.Equal("AssumeRole failed: sts.aliyuncs.com did not answer within 5 s", reason);
        Assert.True(host.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(-8, "this machine's clock is 8 minutes ahead")]
    [InlineData(20, "this machine's clock is 20 minutes behind")]
    [InlineData(4, "")]
    public async Task a_clock_that_is_off_is_told_with_how_much_and_in_which_direction(int theirs, string told)
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        host.Service.Answer = _ =>
        {
            var answer = CredentialHost.Json("""{"RequestId":"8E-1","Code":"InvalidTimeStamp.Expired"}""", HttpStatusCode.BadRequest);
            answer.Headers.Date = host.Time.GetUtcNow() + TimeSpan.FromMinutes(theirs);
            return answer;
        };
        var reason = await host.ReasonAsync();
        Assert.Contains(told, reason, StringComparison.Ordinal);
        Assert.Equal(told.Length > 0, reason.Contains("clock", StringComparison.Ordinal));
    }

    private sealed class SamePolicy : ISessionPolicies
    {
        public string PolicyFor(string name) => $$"""{"Version":"1{{name}}"}""";
    }
}
