using System.Net;
using System.Xml.Linq;
using OssSimulator;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Protocol.Tests.Requests;

/// <summary>Every step of an upload, signed here and judged by the simulator, which has its own idea of the protocol.</summary>
public sealed class UploadStepsTests : IAsyncLifetime
{
    private const string Key = "uploads/a b+ü.bin";
    private const string Region = "cn-hangzhou";

    private static readonly OssCredentials Credentials = new(SimulatorOptions.DefaultAccessKeyId, SimulatorOptions.DefaultAccessKeySecret, null);
    private static readonly byte[] Content = new byte[100 * 1024];

    private readonly string _folder = Directory.CreateTempSubdirectory("upload-steps-").FullName;
    private readonly HttpClient _client = new();
    private SimulatorServer _storage = null!;

    public async ValueTask InitializeAsync() =>
        _storage = await SimulatorServer.StartAsync(new() { Url = new("http://127.0.0.1:0"), DataFolder = _folder }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(null, null, 200)]
    [InlineData("content-type", "text/html", 403)]
    [InlineData("x-oss-meta-ticket", "another", 403)]
    [InlineData("x-oss-forbid-overwrite", "false", 403)]
    [InlineData("x-oss-object-acl", "public-read", 403)]
    public async Task a_put_is_held_to_the_headers_that_were_signed(string? name, string? value, int status)
    {
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "image/png",
            ["content-length"] = $"{Content.Length}",
            ["x-oss-forbid-overwrite"] = "true",
            ["x-oss-meta-ticket"] = "ticket",
        };
        var url = Presign("PUT", [], headers, "content-length");
        if (name is not null) headers[name] = value!;
        using var answer = await SendAsync("PUT", url, headers, Content);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task a_put_is_held_to_the_length_that_was_signed()
    {
        var headers = new Dictionary<string, string> { ["content-length"] = $"{Content.Length}" };
        using var answer = await SendAsync("PUT", Presign("PUT", [], headers, "content-length"), headers, Content[1..]);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_multipart_upload_goes_from_its_beginning_to_its_end(bool inQuery)
    {
        var id = XElement.Parse(await TextAsync("POST", new() { ["uploads"] = "" }, [], inQuery)).Element("UploadId")!.Value;
        for (var number = 1; number <= 2; number++)
        {
            using var part = await SendAsync("PUT", Presign("PUT", new() { ["partNumber"] = $"{number}", ["uploadId"] = id }, []), [], Content);
            Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        }

        Assert.Contains(id, await TextAsync("GET", new() { ["uploads"] = "", ["prefix"] = "uploads/a b" }, [], inQuery, ""), StringComparison.Ordinal);
        var listed = XElement.Parse(await TextAsync("GET", new() { ["uploadId"] = id, ["max-parts"] = "1000" }, [], inQuery));
        Assert.Equal(["1", "2"], listed.Elements("Part").Select(part => part.Element("PartNumber")!.Value));
        await TextAsync("POST", new() { ["uploadId"] = id }, new() { ["x-oss-complete-all"] = "yes", ["x-oss-forbid-overwrite"] = "true" }, inQuery);
        Assert.Equal(2 * Content.Length, Assert.Single(_storage.Objects).Size);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_multipart_upload_is_aborted(bool inQuery)
    {
        var id = XElement.Parse(await TextAsync("POST", new() { ["uploads"] = "" }, [], inQuery)).Element("UploadId")!.Value;
        await TextAsync("DELETE", new() { ["uploadId"] = id }, [], inQuery);
        Assert.Empty(_storage.Uploads);
    }

    [Theory]
    [InlineData("partNumber", "2")]
    [InlineData("uploadId", "another")]
    public async Task a_url_is_for_one_part_only(string name, string value)
    {
        var url = Presign("PUT", new() { ["partNumber"] = "1", ["uploadId"] = "upload" }, []);
        using var answer = await SendAsync("PUT", url.Replace($"{name}={(name == "partNumber" ? "1" : "upload")}", $"{name}={value}", StringComparison.Ordinal), [], Content);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<string> TextAsync(string method, Dictionary<string, string?> query, Dictionary<string, string> headers, bool inQuery, string key = Key)
    {
        var url = inQuery ? Presign(method, query, headers, key: key) : Authorize(method, query, headers, key);
        using var answer = await SendAsync(method, url, headers, method == "POST" ? [] : null);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private string Presign(string method, Dictionary<string, string?> query, Dictionary<string, string> headers, string? additional = null, string key = Key)
    {
        var request = new SigningRequest(method, SimulatorOptions.DefaultBucket, key, headers, query, additional is null ? [] : [additional]);
        return Url(key, RequestSignatureV4.PresignedQuery(request, Credentials, Region, DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10)));
    }

    private string Authorize(string method, Dictionary<string, string?> query, Dictionary<string, string> headers, string key)
    {
        var now = DateTimeOffset.UtcNow;
        headers["x-oss-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        headers["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD";
        var request = new SigningRequest(method, SimulatorOptions.DefaultBucket, key, headers, query, []);
        headers["authorization"] = RequestSignatureV4.AuthorizationHeader(request, Credentials, Region, now);
        return Url(key, query.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value ?? "")));
    }

    private string Url(string key, IEnumerable<KeyValuePair<string, string>> query) =>
        $"{_storage.Url}{SimulatorOptions.DefaultBucket}/{RequestSignatureV4.EncodePath(key)}?"
        + string.Join('&', query.Select(pair => $"{RequestSignatureV4.Encode(pair.Key)}={RequestSignatureV4.Encode(pair.Value)}"));

    private async Task<HttpResponseMessage> SendAsync(string method, string url, Dictionary<string, string> headers, byte[]? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (content is not null)
            request.Content = new ByteArrayContent(content);
        foreach (var (name, value) in headers.Where(header => header.Key != "content-length"))
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
