using System.Net;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>Everything that the chain could find is there; each test takes the first away and sees what is next.</summary>
public sealed class CredentialChainTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory().FullName;
    private readonly Dictionary<string, string> _variables;

    public CredentialChainTests()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aliyun"));
        Directory.CreateDirectory(Path.Combine(_home, ".alibabacloud"));
        WriteCliProfiles("""{"current":"work","profiles":[{"name":"home","mode":"AK"},{"name":"work","mode":"AK","access_key_id":"cli-id","access_key_secret":"cli-secret"}]}""");
        WriteProfiles("[default]\ntype = access_key\naccess_key_id=file-id\naccess_key_secret = file-secret\n[other]\ntype=sts\naccess_key_id=other-id\naccess_key_secret=other-secret\nsecurity_token=other=token\n");
        var tokenFile = Path.Combine(_home, "token");
        File.WriteAllText(tokenFile, "identity-token");
        _variables = new(CredentialHost.Pod(tokenFile))
        {
            ["HOME"] = _home,
            ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "environment-id",
            ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "environment-secret",
            ["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://credentials.example:8080/mine?for=gateway",
        };
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task begins_with_the_environments_pair()
    {
        await using var host = Chain();
        Assert.Equal(new OssCredentials("environment-id", "environment-secret"), await FirstAsync(host));
        Assert.Empty(host.Service.Calls);
    }

    [Fact]
    public async Task then_the_identity_token()
    {
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID");
        Assert.Equal("STS.token-id", (await FirstAsync(host)).AccessKeyId);
        Assert.Contains("AssumeRoleWithOIDC", Assert.Single(host.Service.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task then_the_command_lines_profile()
    {
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal(new OssCredentials("cli-id", "cli-secret"), await FirstAsync(host));
    }

    [Fact]
    public async Task then_the_profile_file()
    {
        File.Delete(Path.Combine(_home, ".aliyun", "config.json"));
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal(new OssCredentials("file-id", "file-secret"), await FirstAsync(host));
    }

    [Fact]
    public async Task then_the_instances_role()
    {
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN", "HOME");
        Assert.Equal("STS.token-id", (await FirstAsync(host)).AccessKeyId);
        Assert.StartsWith("PUT http://100.100.100.200/", host.Service.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task then_the_credentials_uri()
    {
        _variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN", "HOME");
        Assert.Equal("STS.token-id", (await FirstAsync(host)).AccessKeyId);
        Assert.Equal(["GET http://credentials.example:8080/mine?for=gateway"], host.Service.Calls);
        Assert.Empty(Assert.Single(host.Requests).Headers);
    }

    [Fact]
    public async Task tells_of_every_link_why_it_failed()
    {
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "HOME");
        host.Service.Answer = request => request.RequestUri!.Host.StartsWith("sts", StringComparison.Ordinal)
            ? CredentialHost.Json("""{"Code":"NoPermission","RequestId":"8E-1"}""", HttpStatusCode.Forbidden)
            : new HttpResponseMessage(HttpStatusCode.NotFound);
        var reason = await host.ReasonAsync();
        foreach (var part in new[] { "environment: no key pair", "NoPermission", "CLI profile: none", "profile file: none", "metadata service answered 404", "credentials URI answered 404" })
            Assert.Contains(part, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("for=gateway", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task keeps_the_first_that_worked()
    {
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID");
        var known = await FirstAsync(host);
        host.Service.Answer = _ => null;
        host.Time.Pass(TimeSpan.FromMinutes(30));
        await CredentialHost.UntilAsync(() => host.Log.Lines.Any(line => line.Contains("cannot be reached", StringComparison.Ordinal)));
        Assert.Equal(known, await FirstAsync(host));
        Assert.All(host.Service.Calls, call => Assert.Contains("AssumeRoleWithOIDC", call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other", "other-id")]
    [InlineData("work", "cli-id")]
    public async Task a_profile_may_be_named(string profile, string id)
    {
        _variables["ALIBABA_CLOUD_PROFILE"] = profile;
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal(id, (await FirstAsync(host)).AccessKeyId);
    }

    [Fact]
    public async Task a_command_line_profile_with_a_token_is_taken()
    {
        WriteCliProfiles("""{"current":"work","profiles":[{"name":"work","mode":"StsToken","access_key_id":"cli-id","access_key_secret":"cli-secret","sts_token":"cli-token"}]}""");
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal(new OssCredentials("cli-id", "cli-secret", "cli-token"), await FirstAsync(host));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{"current":"work"}""")]
    [InlineData("""{"current":"work","profiles":{}}""")]
    [InlineData("""{"current":"work","profiles":[7,{"name":"work","mode":"RamRoleArn","access_key_id":"cli-id","access_key_secret":"cli-secret"}]}""")]
    [InlineData("""{"profiles":[{"mode":"AK","access_key_id":"cli-id","access_key_secret":"cli-secret"}]}""")]
    public async Task a_command_line_profile_of_another_kind_is_passed_over(string profiles)
    {
        WriteCliProfiles(profiles);
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal("file-id", (await FirstAsync(host)).AccessKeyId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[default]\ntype=ram_role_arn\naccess_key_id=file-id\naccess_key_secret=file-secret")]
    [InlineData("[default]\ntype=access_key\naccess_key_id=file-id\n[other]\naccess_key_secret=file-secret")]
    [InlineData("[default]\ntype=access_key\naccess_key_id=file-id\n#access_key_secret=file-secret")]
    [InlineData("type=access_key\naccess_key_id=file-id\naccess_key_secret=file-secret")]
    public async Task a_profile_file_of_another_kind_is_passed_over(string profiles)
    {
        _variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";
        WriteProfiles(profiles);
        await using var host = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ROLE_ARN");
        Assert.Equal("STS.token-id", (await FirstAsync(host)).AccessKeyId);
    }

    private CredentialHost Chain(params string[] without)
    {
        foreach (var name in without)
            _variables.Remove(name);
        var host = new CredentialHost(new() { ["Credentials:Source"] = "Default" }, _variables);
        host.Service.Answer = request => host.Hear(request, request.RequestUri! switch
        {
            { Host: "sts.aliyuncs.com" } => host.Token(),
            { AbsolutePath: "/latest/api/token" } => StandInHost.Text("metadata-token"),
            { AbsolutePath: "/latest/meta-data/ram/security-credentials/" } => StandInHost.Text("gateway-role"),
            _ => StandInHost.Text(host.Keys()),
        });
        return host;
    }

    private static async Task<OssCredentials> FirstAsync(CredentialHost host) => Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync()).Credentials;

    private void WriteCliProfiles(string text) => File.WriteAllText(Path.Combine(_home, ".aliyun", "config.json"), text);

    private void WriteProfiles(string text) => File.WriteAllText(Path.Combine(_home, ".alibabacloud", "credentials"), text);
}
