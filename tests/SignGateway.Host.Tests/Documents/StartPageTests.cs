using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Documents;

/// <summary>Whoever follows the pages that begin with nothing ends with an upload.</summary>
[Collection(Publishing.Name)]
public sealed class StartPageTests
{
    [Fact]
    public async Task the_start_on_a_laptop_works_as_written()
    {
        using var data = new TempFolder();
        var output = await PageScript.RunAsync(PageScript.Read("docs/start.md"), new Dictionary<string, string>
        {
            ["GATEWAY"] = $"http://localhost:{FreePort.Next()}",
            ["SIMULATOR"] = $"http://localhost:{FreePort.Next()}",
            ["SignGateway__DataFolder"] = data.FullPath,
        }, TestContext.Current.CancellationToken);

        Assert.Contains("\"recordedBy\": \"callback\"", output, StringComparison.Ordinal);
        Assert.Contains("CallbackFailed", output, StringComparison.Ordinal);
        Assert.Contains("\"recordedBy\": \"confirm\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_gateways_part_of_real_oss_works_as_written()
    {
        using var folder = new TempFolder();
        using var redis = await RedisServer.StartAsync();
        using var postgres = await PostgresServer.StartAsync();
        await using var issuer = await StandInIssuer.StartAsync();
        await using var oss = await SimulatorServer.StartAsync(
            new SimulatorOptions { Url = new Uri("http://127.0.0.1:0"), DataFolder = folder.File("simulator") }, TestContext.Current.CancellationToken);
        var listen = $"http://localhost:{FreePort.Next()}";

        var output = await PageScript.RunAsync(PageScript.Read("docs/real-oss.md"), new Dictionary<string, string>
        {
            // What the page asks its reader for.
            ["FOLDER"] = folder.File("sign-gateway"),
            ["BUCKET"] = SimulatorOptions.DefaultBucket,
            ["ROLE_ARN"] = "acs:ram::1000000000000000:role/simulator-role",
            ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = SimulatorOptions.DefaultAccessKeyId,
            ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = SimulatorOptions.DefaultAccessKeySecret,
            ["PUBLIC_URL"] = listen,
            ["LISTEN"] = listen,
            ["AUTHORITY"] = issuer.Url,
            ["AUDIENCE"] = Jwt.Audience,
            ["POSTGRES"] = await postgres.CreateDatabaseAsync(),
            ["REDIS"] = redis.ConnectionString,
            ["TOKEN"] = issuer.For("alice"),

            // What makes a stand-in of OSS, STS and the Authority: plain http, on this machine.
            ["SignGateway__Oss__Endpoint"] = Origin(oss.Url),
            ["SignGateway__Oss__UrlStyle"] = "Path",
            ["SignGateway__Credentials__Endpoint"] = Origin(oss.Url),
            ["SignGateway__Callback__PublicKeyUrls__0"] = Origin(oss.Url),
            ["SignGateway__AllowPrivatePublicUrl"] = "true",
            ["Authentication__Schemes__Bearer__RequireHttpsMetadata"] = "false",
        }, TestContext.Current.CancellationToken);

        Assert.Contains("these migrations ran", output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"stored\"", output, StringComparison.Ordinal);
        Assert.Contains("\"recordedBy\": \"callback\"", output, StringComparison.Ordinal);
        Assert.Single(oss.Objects);
    }

    [Fact]
    public async Task a_command_that_fails_is_noticed_and_nothing_after_it_runs()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PageScript.RunAsync(
            "set -euo pipefail\necho before\nfalse | cat\necho after\n", new Dictionary<string, string>(), TestContext.Current.CancellationToken));
        Assert.Contains("before", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("after", failure.Message, StringComparison.Ordinal);
    }

    private static string Origin(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
