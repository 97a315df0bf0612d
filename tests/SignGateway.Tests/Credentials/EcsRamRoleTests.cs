using System.Net;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

public sealed class EcsRamRoleTests
{
    private const string Roles = "http://100.100.100.200/latest/meta-data/ram/security-credentials/";
    private const string TokenUrl = "http://100.100.100.200/latest/api/token";

    [Fact]
    public async Task asks_for_a_token_the_role_and_its_credentials()
    {
        await using var host = Instance();

        var (credentials, end) = Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());

        Assert.Equal(new OssCredentials("STS.token-id", "token-secret", "token-token"), credentials);
        Assert.Equal(host.Time.GetUtcNow() + TimeSpan.FromHours(6), end);
        Assert.Equal([$"PUT {TokenUrl}", $"GET {Roles}", $"GET {Roles}gateway-role"], host.Service.Calls);
        Assert.Equal(new Dictionary<string, string> { ["x-aliyun-ecs-metadata-token-ttl-seconds"] = "21600" }, host.Requests[0].Headers);
        Assert.All(host.Requests.Skip(1), request => Assert.Equal(new Dictionary<string, string> { ["x-aliyun-ecs-metadata-token"] = "metadata-token" }, request.Headers));
    }

    [Fact]
    public async Task a_role_that_is_configured_is_not_asked_for()
    {
        await using var host = Instance(("RoleName", "gateway-role"), ("Endpoint", "http://metadata.example:81"));
        Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());
        Assert.Equal(["PUT http://metadata.example:81/latest/api/token", "GET http://metadata.example:81/latest/meta-data/ram/security-credentials/gateway-role"], host.Service.Calls);
    }

    [Fact]
    public async Task keeps_the_metadata_token_until_it_ends()
    {
        await using var host = Instance(("RoleName", "gateway-role"));
        await host.GetAsync();
        await PassAsync(host, TimeSpan.FromHours(3));
        Assert.Single(host.Service.Calls, call => call.StartsWith("PUT", StringComparison.Ordinal));
        await PassAsync(host, TimeSpan.FromHours(3));
        Assert.Equal(2, host.Service.Calls.Count(call => call.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task gets_a_new_metadata_token_once_the_old_one_is_refused()
    {
        await using var host = Instance(("RoleName", "gateway-role"));
        await host.GetAsync();
        var instance = host.Service.Answer;
        host.Service.Answer = _ => new HttpResponseMessage(HttpStatusCode.Unauthorized);
        await PassAsync(host, TimeSpan.FromHours(3));
        host.Service.Answer = instance;
        await PassAsync(host, TimeSpan.FromSeconds(2));
        Assert.Equal($"PUT {TokenUrl}", host.Service.Calls[3]);
    }

    [Theory]
    [InlineData(403, "the metadata service answered 403 when asked for a token")]
    [InlineData(404, "the metadata service answered 404 when asked for a token")]
    public async Task without_a_metadata_token_nothing_more_is_asked(int status, string reason)
    {
        await using var host = Instance();
        host.Service.Answer = request => new HttpResponseMessage((HttpStatusCode)status);
        Assert.Equal(reason, await host.ReasonAsync());
        Assert.Single(host.Service.Calls);
    }

    [Fact]
    public async Task without_a_metadata_token_the_first_version_is_asked_if_it_is_allowed()
    {
        await using var host = Instance(("AllowImdsV1", "true"));
        var instance = host.Service.Answer;
        host.Service.Answer = request => request.Method == HttpMethod.Put ? new HttpResponseMessage(HttpStatusCode.NotFound) : instance(request);
        Assert.IsType<CredentialsOutcome.Available>(await host.GetAsync());
        Assert.All(host.Requests, request => Assert.Empty(request.Headers));
    }

    [Fact]
    public async Task a_service_that_hangs_is_given_one_second()
    {
        await using var host = Instance();
        host.Service.Gate = new TaskCompletionSource().Task;
        var asked = host.ReasonAsync();
        await CredentialHost.UntilAsync(() => host.Service.Calls.Count == 1);
        host.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("the metadata service failed (100.100.100.200 did not answer within 1 s) when asked for a token", await asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../user-data")]
    [InlineData("one\ntwo")]
    [InlineData("<html>not found</html>")]
    public async Task a_role_that_is_no_name_is_a_failure(string role)
    {
        await using var host = Instance();
        var instance = host.Service.Answer;
        host.Service.Answer = request => request.RequestUri!.AbsolutePath.EndsWith('/') ? StandInHost.Text(role) : instance(request);
        Assert.Contains("attach a RAM role", await host.ReasonAsync(), StringComparison.Ordinal);
        Assert.Equal(2, host.Service.Calls.Count);
    }

    [Fact]
    public async Task a_role_that_the_instance_does_not_have_is_named()
    {
        await using var host = Instance(("RoleName", "other-role"));
        Assert.Equal("the instance does not have the role other-role", await host.ReasonAsync());
    }

    private static CredentialHost Instance(params (string Key, string Value)[] settings)
    {
        var host = new CredentialHost(new(settings.Select(setting => KeyValuePair.Create($"Credentials:{setting.Key}", (string?)setting.Value))) { ["Credentials:Source"] = "EcsRamRole" });
        host.Service.Answer = request => host.Hear(request, request.RequestUri!.AbsolutePath switch
        {
            "/latest/api/token" => StandInHost.Text("metadata-token"),
            "/latest/meta-data/ram/security-credentials/" => StandInHost.Text("gateway-role\n"),
            "/latest/meta-data/ram/security-credentials/gateway-role" => StandInHost.Text(host.Keys(TimeSpan.FromHours(6))),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        });
        return host;
    }

    // Until the fetch that this sets off is over, which is when it is logged.
    private static async Task PassAsync(CredentialHost host, TimeSpan time)
    {
        var lines = host.Log.Lines.Count;
        host.Time.Pass(time);
        await CredentialHost.UntilAsync(() => host.Log.Lines.Count > lines);
    }
}
