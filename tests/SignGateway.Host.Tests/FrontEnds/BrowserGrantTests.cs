using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>Grants without a form in a page of another origin: ali-oss's browser build, unmodified, and the browser's own fetch.</summary>
public sealed class BrowserGrantTests(SdkLoop shared) : IClassFixture<SdkLoop>
{
    private const string Client =
        """
        const { sdk, headers } = grant;
        const client = new OSS({
          region: `oss-${sdk.region}`, endpoint: sdk.endpoint.replace("127.0.0.1", "localhost"), bucket: sdk.bucket, sldEnable: true, authorizationV4: true,
          accessKeyId: sdk.accessKeyId, accessKeySecret: sdk.accessKeySecret, stsToken: sdk.securityToken, refreshSTSTokenInterval: 3_600_000,
          refreshSTSToken: async () => ({}),
        });
        const file = new File([new Uint8Array(size)], "photo.jpg", { type: "image/jpeg" });
        """;

    [Fact]
    public async Task ali_oss_puts_a_file()
    {
        var recorded = await RunAsync("sdk", 5000, Client + "return (await client.put(sdk.key, file, { headers })).data;");
        Assert.Equal(("stored", 5000L, "callback", "7 ü"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["vars"]!["album"]!));
    }

    [Fact]
    public async Task ali_oss_uploads_in_parts()
    {
        var recorded = await RunAsync("sdk", 500_000, Client +
            """
            const read = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text ?? "e30="), (char) => char.charCodeAt(0))));
            const { callbackUrl: url, callbackBody: body, callbackBodyType: contentType, callbackHost: host, callbackSNI } = read(sdk.callback);
            const customValue = Object.fromEntries(Object.entries(read(sdk.callbackVar)).map(([name, value]) => [name.slice(2), value]));
            const callback = { url, body, contentType, host, callbackSNI, customValue };
            return (await client.multipartUpload(sdk.key, file, { mime: headers["Content-Type"], partSize: 102400, parallel: 3, callback })).data;
            """);
        Assert.Equal(("stored", 500_000L, "callback", "7 ü"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["vars"]!["album"]!));
    }

    [Fact]
    public async Task fetch_puts_a_file_to_a_presigned_url_and_sends_the_length_by_itself()
    {
        var recorded = await RunAsync("put", 5000,
            "return await (await fetch(grant.url, { method: grant.method, headers: grant.headers, body: new File([new Uint8Array(size)], 'photo.jpg') })).json();");
        Assert.Equal(("stored", 5000L, "image/jpeg"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["contentType"]!));
    }

    [Fact]
    public async Task fetch_cannot_put_another_size()
    {
        var refused = await RunAsync("put", 5000,
            "const answer = await fetch(grant.url, { method: grant.method, headers: grant.headers, body: new Uint8Array(size + 1) }); return { status: answer.status };");
        Assert.Equal(403, (int)refused["status"]!);
    }

    private async Task<JsonNode> RunAsync(string method, int size, string script)
    {
        var build = Path.Combine(HostProcess.RepositoryRoot, "tests", "front-ends", "node_modules", "ali-oss", "dist", "aliyun-oss-sdk.js");
        Assert.True(File.Exists(build), "The front ends are missing; npm ci --prefix tests/front-ends.");
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject
        {
            ["method"] = method,
            ["profile"] = method == "put" ? "urls" : "default",
            ["fileName"] = "photo.jpg",
            ["contentType"] = "image/jpeg",
            ["size"] = size,
            ["vars"] = new JsonObject { ["album"] = "7 ü" },
        });

        await using var pages = await FrontEndPages.StartAsync();
        await using var browser = await ChromiumBrowser.StartAsync();
        await pages.AddAsync("aliyun-oss-sdk.js", await File.ReadAllTextAsync(build, TestContext.Current.CancellationToken));
        var page = await browser.NewPageAsync();
        await page.GotoAsync((await pages.AddAsync("page.html", "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script src=aliyun-oss-sdk.js></script>")).AbsoluteUri);
        var result = await page.EvaluateAsync<string>(
            $"async ([text, size]) => {{ const grant = JSON.parse(text); const run = async () => {{ {script} }}; return JSON.stringify(await run()); }}",
            new object[] { grant.ToJsonString(), size });
        return JsonNode.Parse(result)!;
    }
}
