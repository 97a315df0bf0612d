using System.Net;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

public sealed class AssumeRoleWithOidcTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Dictionary<string, string?> _settings;

    public AssumeRoleWithOidcTests()
    {
        File.WriteAllText(_file, "eyJh.identity+token.sig\n");
        _settings = new()
        {
            ["Credentials:Source"] = "Oidc",
            ["Credentials:RoleArn"] = CredentialHost.RoleArn,
            ["Credentials:OidcProviderArn"] = CredentialHost.ProviderArn,
            ["Credentials:OidcTokenFile"] = _file,
        };
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task is_one_unsigned_form()
    {
        await using var host = new CredentialHost(_settings);

        var (credentials, _) = Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());

        Assert.Equal(new OssCredentials("STS.token-id", "token-secret", "token-token"), credentials);
        var request = Assert.Single(host.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("https://sts.aliyuncs.com/?Action=AssumeRoleWithOIDC&Version=2015-04-01&Format=JSON&Timestamp=2026-01-01T12%3A00%3A00Z", request.Url);
        Assert.Equal(new Dictionary<string, string> { ["accept"] = "application/json", ["content-type"] = "application/x-www-form-urlencoded" }, request.Headers);
        Assert.Equal(
            "RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Fgateway&OIDCProviderArn=acs%3Aram%3A%3A1234567890123456%3Aoidc-provider%2Fcluster&OIDCToken=eyJh.identity%2Btoken.sig&RoleSessionName=sign-gateway&DurationSeconds=3600",
            request.Body);
    }

    [Fact]
    public async Task takes_what_is_not_configured_from_the_pods_variables()
    {
        await using var host = new CredentialHost(
            new() { ["Credentials:Source"] = "Oidc" },
            new(CredentialHost.Pod(_file))
            {
                ["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "pod-7",
                ["ALIBABA_CLOUD_STS_REGION"] = "cn-hangzhou",
                ["ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"] = "true",
            });
        Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());
        var request = Assert.Single(host.Requests);
        Assert.StartsWith("https://sts-vpc.cn-hangzhou.aliyuncs.com/?", request.Url, StringComparison.Ordinal);
        Assert.Contains("&RoleSessionName=pod-7&", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task reads_the_token_anew_each_time()
    {
        await using var host = new CredentialHost(_settings);
        await host.GetAsync();
        await File.WriteAllTextAsync(_file, "renewed");
        host.Time.Pass(TimeSpan.FromMinutes(30));
        await CredentialHost.UntilAsync(() => host.Requests.Count == 2);
        Assert.Contains("OIDCToken=renewed&", host.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "the identity token's file is not there")]
    [InlineData("", "the identity token's file is empty")]
    [InlineData(" \n", "the identity token's file is empty")]
    [InlineData("20001", "the identity token's file has more than 20000 bytes")]
    public async Task a_token_that_cannot_be_read_is_a_failure_without_a_call(string? content, string reason)
    {
        if (content is null)
            File.Delete(_file);
        else
            await File.WriteAllTextAsync(_file, content == "20001" ? new string('t', 20001) : content);
        await using var host = new CredentialHost(_settings);
        Assert.Equal(reason, await host.ReasonAsync());
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task a_token_of_20000_characters_is_sent()
    {
        await File.WriteAllTextAsync(_file, new string('t', 20000));
        await using var host = new CredentialHost(_settings);
        Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());
    }

    [Fact]
    public async Task a_folder_in_place_of_the_file_is_a_failure()
    {
        await using var host = new CredentialHost(new(_settings) { ["Credentials:OidcTokenFile"] = Path.GetTempPath() });
        Assert.Equal("the identity token's file cannot be read", await host.ReasonAsync());
    }

    [Theory]
    [InlineData("NoPermission", "issuer, audience or subject")]
    [InlineData("AuthenticationFail.NoPermission", "issuer, audience or subject")]
    [InlineData("AuthenticationFail.OIDCToken.Expired", "must renew it")]
    public async Task a_refusal_is_told_with_what_to_do(string code, string advice)
    {
        await using var host = new CredentialHost(_settings);
        host.Service.Answer = _ => CredentialHost.Json($$"""{"RequestId":"8E-1","Code":"{{code}}"}""", HttpStatusCode.Forbidden);
        Assert.Contains(advice, await host.ReasonAsync(), StringComparison.Ordinal);
    }
}
