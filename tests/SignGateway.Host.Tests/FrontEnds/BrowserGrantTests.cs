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
        const settings = {
          region: `oss-${sdk.region}`, endpoint: sdk.endpoint.replace("127.0.0.1", "localhost"), bucket: sdk.bucket, sldEnable: true, authorizationV4: true,
          accessKeyId: sdk.accessKeyId, accessKeySecret: sdk.accessKeySecret, stsToken: sdk.securityToken, refreshSTSTokenInterval: 3_600_000,
          refreshSTSToken: async () => ({}),
        };
        const client = new OSS(settings);
        const file = new File([new Uint8Array(size)], "photo.jpg", { type: "image/jpeg" });
        """;

    // As docs/sdks.md has it.
    private const string Callback =
        """

        const read = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text ?? "e30="), (char) => char.charCodeAt(0))));
        const { callbackUrl: url, callbackBody: body, callbackBodyType: contentType, callbackHost: host, callbackSNI } = read(sdk.callback);
        const customValue = Object.fromEntries(Object.entries(read(sdk.callbackVar)).map(([name, value]) => [name.slice(2), value]));
        const callback = { url, body, contentType, host, callbackSNI, customValue };

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
        var recorded = await RunAsync("sdk", 500_000, Client + Callback +
            """
            return (await client.multipartUpload(sdk.key, file, { mime: headers["Content-Type"], partSize: 102400, parallel: 3, callback })).data;
            """);
        Assert.Equal(("stored", 500_000L, "callback", "7 ü"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["vars"]!["album"]!));
    }

    [Fact]
    public async Task ali_oss_goes_on_from_a_checkpoint_with_credentials_that_it_renews()
    {
        const int Size = 700_000;
        var result = await RunAsync("sdk", Size, Client + Callback +
            """
            const options = { mime: "image/jpeg", partSize: 102400, parallel: 1, callback };
            let saved;
            const progress = (share, checkpoint) => ((saved = checkpoint ?? saved), share >= 0.5 && client.cancel());
            const cancelled = await client.multipartUpload(sdk.key, file, { ...options, progress }).catch((error) => error.name);
            let renewals = 0;
            const refreshSTSToken = async () => {
              renewals++;
              const { sdk } = JSON.parse(await renew());
              return { accessKeyId: sdk.accessKeyId, accessKeySecret: sdk.accessKeySecret, stsToken: sdk.securityToken };
            };
            const fresh = new OSS({ ...settings, ...(await refreshSTSToken()), refreshSTSTokenInterval: 0, refreshSTSToken });
            const { data } = await fresh.multipartUpload(sdk.key, file, { ...options, checkpoint: saved });
            return { ...data, cancelled, done: saved.doneParts.length, renewals };
            """);
        Assert.Equal(("cancel", 7), ((string)result["cancelled"]!, (int)result["done"]!));
        Assert.InRange((int)result["renewals"]!, 2, 10);
        Assert.Equal(("stored", (long)Size, "callback", "7 ü"), ((string)result["state"]!, (long)result["size"]!, (string)result["recordedBy"]!, (string)result["vars"]!["album"]!));
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
        var request = new JsonObject
        {
            ["method"] = method,
            ["profile"] = method == "put" ? "urls" : "default",
            ["fileName"] = "photo.jpg",
            ["contentType"] = "image/jpeg",
            ["size"] = size,
            ["vars"] = new JsonObject { ["album"] = "7 ü" },
        };
        var idempotencyKey = Guid.NewGuid().ToString();
        var grant = await alice.SignAsync(request, idempotencyKey);

        await using var pages = await FrontEndPages.StartAsync();
        await using var browser = await ChromiumBrowser.StartAsync();
        await pages.AddAsync("aliyun-oss-sdk.js", await File.ReadAllTextAsync(build, TestContext.Current.CancellationToken));
        var page = await browser.NewPageAsync();
        // What the page's own server would do; the key says that it is the same upload.
        await page.ExposeFunctionAsync("renew", async () => (await alice.SignAsync(request, idempotencyKey)).ToJsonString());
        await page.GotoAsync((await pages.AddAsync("page.html", "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script src=aliyun-oss-sdk.js></script>")).AbsoluteUri);
        var result = await page.EvaluateAsync<string>(
            $"async ([text, size]) => {{ const grant = JSON.parse(text); const run = async () => {{ {script} }}; return JSON.stringify(await run()); }}",
            new object[] { grant.ToJsonString(), size });
        return JsonNode.Parse(result)!;
    }
}
