using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Start;

/// <summary>The image's contents, started as the image says. Only the container itself is missing.</summary>
[Trait("Form", "deploy")]
public sealed class ContainerTests(ContainerTree tree) : IClassFixture<ContainerTree>
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task starts_as_the_images_user_signs_records_and_ends_well_when_told_to()
    {
        using var storage = new TempFolder();
        await using var oss = await SimulatorServer.StartAsync(new SimulatorOptions { Url = new Uri("http://127.0.0.1:0"), DataFolder = storage.FullPath }, Cancelled);
        var jwt = new Jwt();
        var port = FreePort.Next();
        var environment = Environment(port, [.. jwt.Settings, .. Against(oss, port)]);
        var before = Entries();
        await using var gateway = new ContainerProcess(tree, tree.Image.EntryPoint, environment);
        await gateway.StartAsync();
        await ReadyAsync(gateway, port);
        Assert.Equal(0, await HealthAsync(port));

        using var alice = new GatewayClient(new Uri($"http://127.0.0.1:{port}"), jwt.For("alice"));
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);

        gateway.Terminate();
        Assert.True(await gateway.EndAsync() == 0, gateway.Output);
        Assert.Equal(1, await HealthAsync(port));
        Assert.Equal(before, Entries());
        Assert.NotEmpty(Directory.GetFiles(tree.At("/data")));
    }

    [Fact]
    public async Task a_start_without_settings_ends_and_says_what_is_missing()
    {
        await using var gateway = new ContainerProcess(tree, tree.Image.EntryPoint, Environment(FreePort.Next(), []));
        await gateway.StartAsync();
        Assert.Equal(1, await gateway.EndAsync());
        Assert.Contains("SignGateway does not start", gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/app/SignGateway.Host.dll")]
    [InlineData("/app/SignGateway.dll")]
    [InlineData("/app/Npgsql.dll")]
    [InlineData("/health-check/HealthCheck.dll")]
    public void the_code_is_compiled_ahead(string file)
    {
        using var assembly = new PEReader(File.OpenRead(tree.At(file)));
        Assert.NotEqual(0, assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    public void what_only_the_build_needs_is_not_in_the_image() => Assert.Empty(Directory.GetFiles(tree.At("/app"), "*.lock.json"));

    // The image's own; the port and the data folder are moved to where they are free here, and there is no place for temporary files.
    private Dictionary<string, string> Environment(int port, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var environment = tree.Image.Environment;
        environment["ASPNETCORE_URLS"] = environment["ASPNETCORE_URLS"].Replace($":{tree.Image.Single("EXPOSE")}", $":{port}", StringComparison.Ordinal);
        environment["SignGateway__DataFolder"] = tree.At(environment["SignGateway__DataFolder"]);
        environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!;
        environment["HOME"] = environment["TMPDIR"] = tree.At("/app");
        foreach (var (key, value) in settings)
            environment[key] = value;
        return environment;
    }

    private static Dictionary<string, string> Against(SimulatorServer oss, int port) => new()
    {
        ["SignGateway__PublicUrl"] = $"http://127.0.0.1:{port}",
        ["SignGateway__AllowPrivatePublicUrl"] = "true",
        ["SignGateway__Oss__Endpoint"] = oss.Url.GetLeftPart(UriPartial.Authority),
        ["SignGateway__Oss__Region"] = "cn-hangzhou",
        ["SignGateway__Oss__Bucket"] = SimulatorOptions.DefaultBucket,
        ["SignGateway__Oss__UrlStyle"] = "Path",
        ["SignGateway__Callback__PublicKeyUrls__0"] = oss.Url.GetLeftPart(UriPartial.Authority),
        ["SignGateway__Credentials__Source"] = "Static",
        ["SignGateway__Credentials__AccessKeyId"] = SimulatorOptions.DefaultAccessKeyId,
        ["SignGateway__Credentials__AccessKeySecret"] = SimulatorOptions.DefaultAccessKeySecret,
        ["SignGateway__Tickets__Keys__0__Id"] = "one",
        ["SignGateway__Tickets__Keys__0__Secret"] = new Jwt().Key,
    };

    private static async Task ReadyAsync(ContainerProcess gateway, int port)
    {
        using var client = new HttpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            Assert.False(gateway.HasEnded, gateway.Output);
            try
            {
                using var ready = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), limit.Token);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<int> HealthAsync(int port)
    {
        string[] command = [.. tree.Image.HealthCheck.Select(word => word.StartsWith('/') ? tree.At(word) : word.Replace($":{tree.Image.Single("EXPOSE")}/", $":{port}/", StringComparison.Ordinal))];
        await using var check = new ContainerProcess(tree, command, Environment(port, []));
        await check.StartAsync();
        return await check.EndAsync();
    }

    private List<string> Entries() =>
        [.. new[] { "/app", "/health-check" }.SelectMany(folder => new DirectoryInfo(tree.At(folder)).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)).Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];
}
