using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SignGateway.Callbacks;
using SignGateway.Tests.Admin;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>The doctor's probe on the callback route: answered to who has the ring, and an unsigned callback for all others.</summary>
public sealed class ProbeTests : IAsyncLifetime
{
    private const string Target = "/v1/callbacks/oss?a=%2f&b=c+d";

    private TestGateway _gateway = null!;
    private ProbeSealer _sealer = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Limits:FailedCallbacksPerAddress"] = "2" });
        _sealer = Sealer(TestGateway.Settings()["SignGateway:Tickets:Keys:0:Secret"]!);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task tells_what_arrived_and_proves_who_tells_it()
    {
        var (question, mark) = _sealer.Ask();
        using var response = await _gateway.Http.SendAsync(Probe(question), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, (long?)Encoding.UTF8.GetByteCount(text)), (response.StatusCode, response.Content.Headers.ContentLength));

        using var answer = JsonDocument.Parse(text);
        var told = answer.RootElement.GetProperty("arrived").GetRawText();
        Assert.True(_sealer.Proves(answer.RootElement.GetProperty("proof").GetString()!, mark, Encoding.UTF8.GetBytes(told)));
        var arrived = AnswerProbe.Read(told)!;
        Assert.Equal(("/v1/callbacks/oss", "?a=%2f&b=c+d", "", "HTTP/1.1"), (arrived.Path, arrived.Query, arrived.PathBase, arrived.Protocol));
        Assert.Equal((ProbeHeader.AsSent, true), (arrived.Authorization, arrived.KeyUrl));
        Assert.Equal(["/v1/callbacks/oss"], arrived.Paths);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Body(question))), arrived.BodyDigest);
    }

    [Fact]
    public async Task is_neither_counted_nor_recorded_nor_logged()
    {
        for (var time = 0; time < 5; time++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(Probe(_sealer.Ask().Text))).Status);

        Assert.Empty((await _gateway.ReadAsync("/callbacks"))["items"]!.AsArray());
        Assert.DoesNotContain(_gateway.Log.Lines, line => line.Contains("Callback refused", StringComparison.Ordinal));
        // Of five failures the address would be over its limit.
        var forged = new OssCallback(await _gateway.SignAsync());
        Assert.Equal("callback_malformed", (string)(await OssCallback.SendAsync(_gateway, forged.Request("a=1&a=2"u8.ToArray()))).Body["code"]!);
    }

    [Fact]
    public async Task without_the_header_it_is_told_so()
    {
        var request = Probe(_sealer.Ask().Text);
        request.Headers.Remove("Authorization");
        Assert.Equal("absent", (string)(await SendAsync(request)).Body["arrived"]!["authorization"]!);
    }

    [Fact]
    public async Task with_another_header_it_is_told_so()
    {
        var request = Probe(_sealer.Ask().Text);
        request.Headers.Remove("Authorization");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "YTpi");
        Assert.Equal("other", (string)(await SendAsync(request)).Body["arrived"]!["authorization"]!);
    }

    [Fact]
    public async Task of_another_ring_it_is_an_unsigned_callback() =>
        await RefusedAsync(Probe(Sealer(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))).Ask().Text));

    [Fact]
    public async Task older_than_a_minute_it_is_an_unsigned_callback()
    {
        var request = Probe(_sealer.Ask().Text);
        _gateway.Time.Pass(TimeSpan.FromSeconds(61));
        await RefusedAsync(request);
    }

    [Fact]
    public async Task in_the_header_only_it_is_an_unsigned_callback()
    {
        var request = Probe(_sealer.Ask().Text);
        request.Content = Form("a=1"u8.ToArray());
        await RefusedAsync(request);
    }

    [Fact]
    public async Task a_callback_ticket_in_its_place_is_an_unsigned_callback()
    {
        var ticket = new OssCallback(await _gateway.SignAsync()).Template.Split('&')[0].Split('=')[1];
        await RefusedAsync(Probe(ticket));
    }

    [Fact]
    public async Task in_a_body_of_more_than_a_kilobyte_it_is_an_unsigned_callback()
    {
        var request = Probe(_sealer.Ask().Text);
        request.Content = Form(Encoding.ASCII.GetBytes($"doctor={_sealer.Ask().Text}&a={new string('a', 1024)}"));
        await RefusedAsync(request);
    }

    [Fact]
    public async Task a_signed_callback_that_holds_one_is_a_callback()
    {
        var body = Encoding.ASCII.GetBytes($"doctor={_sealer.Ask().Text}");
        var (status, problem) = await OssCallback.SendAsync(_gateway, new OssCallback(await _gateway.SignAsync()).Request(body));
        Assert.Equal((HttpStatusCode.Forbidden, "ticket_invalid"), (status, (string)problem["code"]!));
    }

    private static ProbeSealer Sealer(string secret, TimeProvider time)
    {
        var options = new TicketOptions { Keys = { new TicketKeyOptions { Id = "k1", Secret = secret } } };
        return new ProbeSealer(new TicketKeyRing(Options.Create(options)), RandomNumberGenerator.Create(), time);
    }

    private static byte[] Body(string question) => Encoding.ASCII.GetBytes($"doctor={question}&a=%2f%20");

    private static ByteArrayContent Form(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", AnswerProbe.ContentType);
        return content;
    }

    private static HttpRequestMessage Probe(string question)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Target) { Content = Form(Body(question)) };
        request.Headers.TryAddWithoutValidation("Authorization", question);
        request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", AnswerProbe.KeyUrl);
        return request;
    }

    private ProbeSealer Sealer(string secret) => Sealer(secret, _gateway.Time);

    private Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(HttpRequestMessage request) => OssCallback.SendAsync(_gateway, request);

    private async Task RefusedAsync(HttpRequestMessage request)
    {
        var (status, problem) = await SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "callback_unsigned"), (status, (string?)problem["code"]));
        Assert.Single(_gateway.Log.Lines, line => line.Contains("Callback refused", StringComparison.Ordinal));
    }
}
