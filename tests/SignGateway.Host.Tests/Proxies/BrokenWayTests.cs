using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Proxies;

/// <summary>Real callbacks through a proxy that breaks them, each way in its own words.</summary>
public sealed class BrokenWayTests
{
    [Fact]
    public async Task six_ways_of_breaking_a_callback_give_six_reasons()
    {
        await using var proxy = await MeddlingProxy.StartAsync();
        await using var loop = await WatchedLoop.StartAsync(new() { ["SignGateway__PublicUrl"] = proxy.Url.GetLeftPart(UriPartial.Authority) });
        proxy.Target = loop.Host.Url;
        var seen = 0;
        var reasons = new Dictionary<string, string>
        {
            ["Authorization removed"] = await BrokenAsync("callback_unsigned", () => proxy.Meddle = Now(request => request.Headers.Remove("Authorization"))),
            ["body re-encoded"] = await BrokenAsync("callback_signature_invalid", () => proxy.Meddle = async request =>
                MeddlingProxy.Replace(request, Encoding.UTF8.GetBytes((await request.Content!.ReadAsStringAsync()).Replace("%2F", "%2f", StringComparison.Ordinal)))),
            ["query rewritten"] = await BrokenAsync("callback_signature_invalid", () => proxy.Rewrite = target => $"{target}?b=2&a=1"),
            ["request compressed"] = await BrokenAsync("callback_signature_invalid", () => proxy.Meddle = CompressAsync),
            ["prefix unknown"] = await BrokenAsync("callback_signature_invalid", () => proxy.Meddle = Now(request => request.Headers.Add("Via", "1.1 edge")), "/uploads"),
            ["100-continue"] = await BrokenAsync("callback_malformed", () => proxy.Meddle = request => NeverContinueAsync(loop.Host.Url, request)),
        };
        Assert.Equal(6, reasons.Values.Distinct(StringComparer.Ordinal).Count());
        foreach (var reason in reasons.Values)
            await HostLog.WithAsync(loop.Host, reason);

        async Task<string> BrokenAsync(string code, Action breakIt, string prefix = "")
        {
            using var admin = new GatewayClient(loop.Host.Url, loop.Tokens.Sign(Admin()));
            var grant = await admin.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
            (proxy.Rewrite, proxy.Meddle) = (target => target, _ => Task.CompletedTask);
            breakIt();
            if (prefix.Length == 0)
                Assert.Equal(203, (await GatewayClient.PostAsync(grant, [1])).Status);
            else
                await DeliverPrefixedAsync(loop, proxy, prefix);

            // A connection that is cut ends for the proxy before the gateway has judged.
            JsonArray attempts = [];
            await Patience.UntilAsync("the gateway to have judged", async () =>
                (attempts = (await admin.SendAsync(HttpMethod.Get, "/v1/admin/callbacks")).Body!["items"]!.AsArray()).Count > seen);
            seen = attempts.Count;
            Assert.Equal(code, (string)attempts[0]!["code"]!);
            return (string)attempts[0]!["reason"]!;
        }
    }

    [Fact]
    public async Task an_answer_is_never_made_to_be_compressed()
    {
        await using var proxy = await MeddlingProxy.StartAsync();
        await using var loop = await WatchedLoop.StartAsync(new() { ["SignGateway__PublicUrl"] = proxy.Url.GetLeftPart(UriPartial.Authority) });
        proxy.Target = loop.Host.Url;
        proxy.Meddle = Now(request => request.Headers.Add("Accept-Encoding", "gzip, br"));
        using var alice = loop.ClientFor("alice");
        Assert.Equal(200, (await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1])).Status);
    }

    // As if the callback had been signed for a path of which the gateway knows nothing: storage signs what another customer, too, may name.
    private static async Task DeliverPrefixedAsync(WatchedLoop loop, MeddlingProxy proxy, string prefix)
    {
        proxy.Rewrite = target => target[prefix.Length..];
        await AttackerUpload.PostAsync(loop.Storage.Url, new JsonObject { ["callbackUrl"] = $"{proxy.Url.GetLeftPart(UriPartial.Authority)}{prefix}/v1/callbacks/oss", ["callbackBody"] = "a=1" });
    }

    private static async Task CompressAsync(HttpRequestMessage request)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await request.Content!.CopyToAsync(gzip);
        MeddlingProxy.Replace(request, compressed.ToArray());
        request.Content!.Headers.ContentEncoding.Add("gzip");
    }

    // Asks for leave to send the body, and takes '100 Continue' for the answer.
    private static async Task NeverContinueAsync(Uri host, HttpRequestMessage request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        var head = new StringBuilder($"POST {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: {host.Authority}\r\nExpect: 100-continue\r\nContent-Length: 100\r\n");
        foreach (var name in new[] { "Authorization", "x-oss-pub-key-url" })
            head.Append($"{name}: {request.Headers.NonValidated[name]}\r\n");
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.Contains("100", await reader.ReadLineAsync(), StringComparison.Ordinal);
        client.Client.Shutdown(SocketShutdown.Send);
        await reader.ReadToEndAsync();
        throw new HttpRequestException("The proxy gives up.");
    }

    private static Func<HttpRequestMessage, Task> Now(Action<HttpRequestMessage> change) => request =>
    {
        change(request);
        return Task.CompletedTask;
    };

    private static JsonObject Admin()
    {
        var claims = Jwt.Claims("ann");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        return claims;
    }
}
