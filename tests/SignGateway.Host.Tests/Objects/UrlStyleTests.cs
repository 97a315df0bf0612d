using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OssSimulator;
using SignGateway.Credentials;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.Objects;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Host.Tests.Objects;

/// <summary>Links in all three styles, as a browser opens them.</summary>
public sealed class UrlStyleTests(OneLoop one) : IClassFixture<OneLoop>
{
    private const string Domain = "files.example.com";

    [Theory]
    [InlineData(UrlStyle.VirtualHosted)]
    [InlineData(UrlStyle.Path)]
    [InlineData(UrlStyle.Cname)]
    public async Task a_link_is_accepted(UrlStyle style)
    {
        var storage = one.Loop.Storage;
        one.Loop.StorageOptions.CustomDomains[Domain] = SimulatorOptions.DefaultBucket;
        using var alice = one.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await GatewayClient.PostAsync(grant, [1, 2, 3]);

        var link = new Uri(await LinkAsync(style, storage.Url, (string)grant["key"]!));

        // No name server knows these hosts here; the simulator goes by the header, as OSS does.
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(link) { Host = storage.Url.Host }.Uri);
        request.Headers.Host = link.Authority;
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal([1, 2, 3], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> LinkAsync(UrlStyle style, Uri storage, string key)
    {
        var host = style switch
        {
            UrlStyle.Cname => Domain,
            UrlStyle.VirtualHosted => "oss-cn-hangzhou.example.com",
            _ => storage.Host,
        };
        var address = new OssAddress(new OssOptions { Region = "cn-hangzhou", Bucket = SimulatorOptions.DefaultBucket, Endpoint = $"http://{host}:{storage.Port}", UrlStyle = style });
        var client = new OssClient(new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), new SimulatorKey(), address, TimeProvider.System);
        return await client.PresignGetAsync(key, "attachment", "image/png", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken) is OssOutcome<string>.Done(var url)
            ? url
            : throw new InvalidOperationException("There is no link.");
    }

    private sealed class SimulatorKey : ICredentialSource
    {
        public ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken) =>
            new(new CredentialsOutcome.Available(new OssCredentials(SimulatorOptions.DefaultAccessKeyId, SimulatorOptions.DefaultAccessKeySecret)));
    }
}
