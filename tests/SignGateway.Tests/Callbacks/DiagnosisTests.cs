using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Admin;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>A genuine callback that something on its way broke in one way: the log and the flight recorder say in which.</summary>
public sealed class DiagnosisTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private OssCallback _callback = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _callback = new OssCallback(await _gateway.SignAsync());
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task what_the_breaks_start_from_is_recorded()
    {
        var (status, _) = await OssCallback.SendAsync(_gateway, Request());
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public Task the_signature_was_taken_off() =>
        RefusedAsync(request => request.Headers.Remove("Authorization"), 401, "callback_unsigned", "Authorization header is missing, though");

    [Fact]
    public Task the_key_url_was_taken_off() =>
        RefusedAsync(request => request.Headers.Remove("x-oss-pub-key-url"), 401, "callback_unsigned", "x-oss-pub-key-url header is missing, though");

    [Fact]
    public Task both_were_taken_off() => RefusedAsync(
        request =>
        {
            request.Headers.Remove("x-oss-pub-key-url");
            request.Headers.Remove("Authorization");
        },
        401, "callback_unsigned", "neither an Authorization nor");

    [Fact]
    public Task a_proxy_put_its_own_sign_in_there() => RefusedAsync(
        request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", "Basic cHJveHk6cGFzcw==");
        },
        401, "callback_unsigned", "not Base64");

    [Fact]
    public async Task the_key_url_came_twice()
    {
        using var client = await SendHeadersAsync("x-oss-pub-key-url: YQ==", end: true);
        await ReasonAsync("callback_unsigned", "more than once");
    }

    [Fact]
    public Task the_body_was_written_anew() =>
        RefusedAsync(request => Replace(request, Encoding.UTF8.GetBytes(_callback.Body.Replace("%2F", "/", StringComparison.Ordinal))), 403, "callback_signature_invalid", "Content-MD5");

    [Fact]
    public Task the_body_was_compressed() => RefusedAsync(
        request =>
        {
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(Encoding.UTF8.GetBytes(_callback.Body));
            Replace(request, compressed.ToArray());
            request.Content!.Headers.ContentEncoding.Add("gzip");
        },
        403, "callback_signature_invalid", "Content-Encoding");

    [Fact]
    public Task a_query_was_added() =>
        RefusedAsync(request => request.RequestUri = new Uri("/v1/callbacks/oss?trace=1", UriKind.Relative), 403, "callback_signature_invalid", "without the query");

    [Fact]
    public async Task a_query_was_put_into_another_order()
    {
        _callback.Target = "/v1/callbacks/oss?b=2&a=1";
        await RefusedAsync(request => request.RequestUri = new Uri("/v1/callbacks/oss?a=1&b=2", UriKind.Relative), 403, "callback_signature_invalid", "has a query, which no callback URL");
    }

    [Fact]
    public async Task a_prefix_was_taken_off_that_the_public_url_lacks()
    {
        _callback.Target = "/uploads/v1/callbacks/oss";
        await RefusedAsync(
            request =>
            {
                request.RequestUri = new Uri("/v1/callbacks/oss", UriKind.Relative);
                request.Headers.Add("X-Forwarded-Prefix", "/uploads");
            },
            403, "callback_signature_invalid", "X-Forwarded-Prefix");
    }

    [Fact]
    public async Task a_prefix_was_taken_off_by_a_proxy_that_says_only_that_it_was_there()
    {
        _callback.Target = "/uploads/v1/callbacks/oss";
        await RefusedAsync(
            request =>
            {
                request.RequestUri = new Uri("/v1/callbacks/oss", UriKind.Relative);
                request.Headers.TryAddWithoutValidation("Via", "1.1 edge");
            },
            403, "callback_signature_invalid", "came through a proxy");
    }

    [Fact]
    public async Task a_path_that_was_encoded_anew_does_no_harm()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:PublicUrl"] = "https://gateway.example.com/other" });
        _callback = new OssCallback(await gateway.SignAsync()) { Target = "/v1/callbacks/oss" };
        var request = Request();
        request.RequestUri = new Uri($"{gateway.Address}v1/callbacks/%6Fss", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        Assert.Equal(HttpStatusCode.OK, (await OssCallback.SendAsync(gateway, request)).Status);
    }

    [Fact]
    public Task nothing_shows_and_it_may_be_forged() => RefusedAsync(
        request =>
        {
            Replace(request, Encoding.UTF8.GetBytes(_callback.Body.Replace("48213", "48214", StringComparison.Ordinal)));
            request.Content!.Headers.ContentMD5 = null;
        },
        403, "callback_signature_invalid", "nothing shows a change");

    [Fact]
    public async Task the_body_never_came_after_100_continue()
    {
        using var client = await SendHeadersAsync("Expect: 100-continue", end: true);
        await ReasonAsync("callback_malformed", "100 Continue");
    }

    [Fact]
    public async Task the_connection_ended_before_the_body()
    {
        using var client = await SendHeadersAsync("X-Nothing: 1", end: true);
        await ReasonAsync("callback_malformed", "the body did not come as its headers say");
    }

    [Fact]
    public async Task a_body_that_never_comes_is_not_waited_for_longer_than_the_deadline()
    {
        using var client = await SendHeadersAsync("X-Nothing: 1", end: false);
        using var reader = new StreamReader(client.GetStream());
        var status = await _gateway.Time.PassUntilAsync(reader.ReadLineAsync(), TimeSpan.FromMilliseconds(100));
        Assert.Contains(" 400 ", status, StringComparison.Ordinal);
        await ReasonAsync("callback_malformed", "within the deadline");
    }

    [Fact]
    public async Task no_word_of_a_caller_gets_into_a_reason()
    {
        const string Mark = "mallory";
        var request = Request();
        request.Headers.TryAddWithoutValidation("Via", Mark);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", $"/{Mark}");
        request.RequestUri = new Uri($"/v1/callbacks/oss?{Mark}=1", UriKind.Relative);
        Replace(request, Encoding.UTF8.GetBytes(Mark));
        await OssCallback.SendAsync(_gateway, request);
        var line = Assert.Single(_gateway.Log.Lines, line => line.Contains("Callback refused", StringComparison.Ordinal));
        Assert.DoesNotContain(Mark, line, StringComparison.Ordinal);
    }

    private static void Replace(HttpRequestMessage request, byte[] body)
    {
        var headers = request.Content!.Headers;
        request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in headers.Where(header => header.Key != "Content-Length"))
            request.Content.Headers.TryAddWithoutValidation(name, values);
    }

    private HttpRequestMessage Request()
    {
        var request = _callback.Request();
        request.Content!.Headers.ContentMD5 = MD5.HashData(Encoding.UTF8.GetBytes(_callback.Body));
        return request;
    }

    private async Task RefusedAsync(Action<HttpRequestMessage> spoil, int status, string code, string reason)
    {
        var request = Request();
        spoil(request);
        var (answered, body) = await OssCallback.SendAsync(_gateway, request);
        Assert.Equal((status, code), ((int)answered, (string)body["code"]!));
        await ReasonAsync(code, reason);
    }

    private async Task ReasonAsync(string code, string reason)
    {
        JsonNode? attempt = null;
        while (attempt is null)
            attempt = (await _gateway.ReadAsync("/callbacks"))["items"]!.AsArray().FirstOrDefault();
        Assert.Equal(code, (string)attempt["code"]!);
        Assert.Contains(reason, (string)attempt["reason"]!, StringComparison.Ordinal);
        Assert.Single(_gateway.Log.Lines, line => line.Contains(code, StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
    }

    private async Task<TcpClient> SendHeadersAsync(string header, bool end)
    {
        var request = Request();
        var text = new StringBuilder($"POST {_callback.Target} HTTP/1.1\r\nHost: {_gateway.Address.Authority}\r\n{header}\r\nContent-Length: {_callback.Body.Length}\r\n");
        foreach (var (name, values) in request.Headers)
            text.Append($"{name}: {values.Single()}\r\n");
        var client = new TcpClient();
        await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n"));
        if (end)
            client.Client.Shutdown(SocketShutdown.Send);
        return client;
    }
}
