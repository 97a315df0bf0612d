using System.Security.Cryptography;
using System.Text;
using OssSimulator.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

public sealed class CallbackRequestTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("oss/callback", "/oss/callback", "")]
    [InlineData("oss/callback?a=1&b=%20x+y", "/oss/callback", "?a=1&b=%20x+y")]
    [InlineData("p%61th/%E5%AD%97+%2F/../x?q", "/path/字+//../x", "?q")]
    [InlineData("", "/", "")]
    public async Task is_signed_over_decoded_path_query_and_body(string target, string path, string query)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url.AbsoluteUri + target));
        Assert.Equal(200, (int)answer.StatusCode);

        var callback = Assert.Single(receiver.Received);
        Assert.Equal("/" + target, callback.RawTarget);
        var keyUrl = Encoding.UTF8.GetString(Convert.FromBase64String(callback.Headers["x-oss-pub-key-url"]));
        Assert.Equal(new Uri(simulator.Server.Url, "/callback_pub_key_v1.pem").AbsoluteUri, keyUrl);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await simulator.Client.GetStringAsync(keyUrl, Token));
        Assert.Equal(512, rsa.KeySize);
        byte[] text = [.. Encoding.UTF8.GetBytes(path + query + "\n"), .. callback.Body];
        var signature = Convert.FromBase64String(callback.Headers["Authorization"]);
        Assert.True(rsa.VerifyData(text, signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));
        Assert.False(rsa.VerifyData((byte[])[.. text, 0], signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task carries_the_headers_of_the_service()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url));

        var callback = Assert.Single(receiver.Received);
        var expected = new Dictionary<string, string>
        {
            ["Host"] = receiver.Url.Authority,
            ["Connection"] = "close",
            ["Content-Length"] = callback.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Content-MD5"] = Convert.ToBase64String(MD5.HashData(callback.Body)),
            ["Content-Type"] = "application/x-www-form-urlencoded",
            ["Date"] = "Sat, 14 Mar 2026 09:26:53 GMT",
            ["User-Agent"] = "aliyun-oss-callback",
            ["x-oss-additional-headers"] = "",
            ["x-oss-bucket"] = "demo-bucket",
            ["x-oss-owner"] = "1000000000000000",
            ["x-oss-request-id"] = answer.Headers.GetValues("x-oss-request-id").Single(),
            ["x-oss-requester"] = "1000000000000000",
            ["x-oss-signature-version"] = "1.0",
            ["x-oss-tag"] = "CALLBACK",
        };
        Assert.Equal(expected, callback.Headers.Where(header => header.Key is not ("Authorization" or "x-oss-pub-key-url")).ToDictionary());
    }

    [Fact]
    public async Task names_another_host_if_told_so()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(
            CallbackForm.Raw($$"""{"callbackUrl":"{{receiver.Url}}","callbackHost":"gateway.example.com","callbackBody":"a"}"""));
        Assert.Equal("gateway.example.com", Assert.Single(receiver.Received).Headers["Host"]);
    }

    [Fact]
    public async Task takes_a_url_without_scheme()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url.Authority + "/cb"));
        Assert.Equal("/cb", Assert.Single(receiver.Received).RawTarget);
    }

    [Fact]
    public async Task fills_a_form_body_with_every_variable()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        const string template = "k=constant text/&bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mime=${mimeType}&w=${imageInfo.width}"
            + "&h=${imageInfo.height}&f=${imageInfo.format}&crc=${crc64}&md5=${contentMd5}&vpc=${vpcId}&ip=${clientIp}&req=${reqId}&op=${operation}"
            + "&x=${x:name}&none=${x:none}&open=${";
        var form = CallbackForm.To(receiver.Url, template).With("key", "a b/ü+~.png").With("x:name", "1&2=3 'q'").With("x:unused", "x");
        form.File = Images.ImageSamples.Bytes(Images.ImageSamples.Png);
        using var answer = await simulator.PostAsync(form);

        var etag = answer.Headers.ETag!.Tag.Trim('"');
        var crc = answer.Headers.GetValues("x-oss-hash-crc64ecma").Single();
        var md5 = Uri.EscapeDataString(Convert.ToBase64String(MD5.HashData(form.File)));
        var id = answer.Headers.GetValues("x-oss-request-id").Single();
        Assert.Equal(
            $"k=constant text/&bucket=demo-bucket&object=a%20b%2F%C3%BC%2B~.png&etag={etag}&size=29&mime=image%2Fpng&w=810&h=539&f=png"
            + $"&crc={crc}&md5={md5}&vpc=&ip=127.0.0.1&req={id}&op=PostObject&x=1%262%3D3%20%27q%27&none=&open=${{",
            Assert.Single(receiver.Received).Text);
    }

    [Theory]
    [InlineData(JsonMissingValue.Null, "null", "null,null")]
    [InlineData(JsonMissingValue.Nothing, "", ",")]
    public async Task fills_a_json_body_with_quoted_strings_and_bare_numbers(JsonMissingValue missing, string none, string pair)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.JsonMissingValue = missing);
        const string template = """{"o":${object},"s":${size},"w":${imageInfo.width},"p":"${imageInfo.width},${imageInfo.height}","x":${x:name},"n":${x:none}}""";
        var form = CallbackForm.To(receiver.Url, template, "application/json").With("key", "a/ü.png").With("x:name", "say \"hi\" \\ \n</a>");
        using var answer = await simulator.PostAsync(form);
        var callback = Assert.Single(receiver.Received);
        Assert.Equal("application/json", callback.Headers["Content-Type"]);
        Assert.Equal(
            $$"""{"o":"a/ü.png","s":13,"w":{{none}},"p":"{{pair}}","x":"say \"hi\" \\ \n</a>","n":{{none}}}""", callback.Text);
    }
}
