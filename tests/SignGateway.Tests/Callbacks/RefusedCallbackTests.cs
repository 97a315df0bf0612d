using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

/// <summary>A valid callback with one thing broken. Whatever is refused leaves the ledger as it was and tells nothing.</summary>
public sealed class RefusedCallbackTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _grant = await _gateway.SignAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("Authorization")]
    [InlineData("x-oss-pub-key-url")]
    public async Task a_missing_signature_header(string name)
    {
        var request = new OssCallback(_grant).Request();
        request.Headers.Remove(name);
        await RefusedAsync(request, 401, "callback_unsigned");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("not base64!")]
    [InlineData("====")]
    [InlineData("YWJj ZGVm")]
    public async Task an_unreadable_signature(string value)
    {
        var request = new OssCallback(_grant).Request();
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", value);
        await RefusedAsync(request, 401, "callback_unsigned");
    }

    [Fact]
    public async Task two_signatures()
    {
        var request = new OssCallback(_grant).Request();
        request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", request.Headers.GetValues("x-oss-pub-key-url").Single());
        await RefusedAsync(request, 401, "callback_unsigned");
    }

    [Theory]
    [InlineData("https://evil.example.com/callback_pub_key_v1.pem")]
    [InlineData("http://keys.example.com/callback_pub_key_v1.pem")]
    [InlineData("https://keys.example.com@evil.example.com/callback_pub_key_v1.pem")]
    [InlineData("https://keys.example.com/evil.pem")]
    [InlineData("https://keys.example.com/callback_pub_key_v1.pem?x")]
    public async Task a_key_that_is_not_on_the_list_is_not_even_fetched(string keyUrl)
    {
        await RefusedAsync(new OssCallback(_grant) { KeyUrl = keyUrl }.Request(), 403, "callback_key_untrusted");
        Assert.Empty(_gateway.Keys.Calls);
    }

    [Fact]
    public async Task a_body_that_was_changed_after_signing()
    {
        var callback = new OssCallback(_grant);
        var request = callback.Request();
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(callback.Body.Replace("size=48213", "size=48214", StringComparison.Ordinal)));
        await RefusedAsync(request, 403, "callback_signature_invalid");
    }

    [Fact]
    public async Task a_signature_over_another_path()
    {
        var request = new OssCallback(_grant) { Target = "/v1/callbacks/other" }.Request();
        request.RequestUri = new Uri("/v1/callbacks/oss", UriKind.Relative);
        await RefusedAsync(request, 403, "callback_signature_invalid");
    }

    [Theory]
    [InlineData("%ff=1")]
    [InlineData("a=%")]
    [InlineData("a=1&a=2")]
    [InlineData("a=%0a")]
    public async Task a_form_body_that_cannot_be_read(string addition) =>
        await RefusedAsync(new OssCallback(_grant).Request(Encoding.UTF8.GetBytes($"{new OssCallback(_grant).Body}&{addition}")), 400, "callback_malformed");

    [Fact]
    public async Task a_body_that_is_not_utf_8() =>
        await RefusedAsync(new OssCallback(_grant).Request([.. Encoding.UTF8.GetBytes(new OssCallback(_grant).Body), 0xff]), 400, "callback_malformed");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public async Task a_json_body_that_cannot_be_read(string body) =>
        await RefusedAsync(new OssCallback(_grant) { ContentType = "application/json" }.Request(Encoding.UTF8.GetBytes(body)), 400, "callback_malformed");

    [Theory]
    [InlineData(65 * 1024)]
    [InlineData(10 * 1024 * 1024)]
    public async Task a_body_over_64_kib(int length) =>
        await RefusedAsync(new OssCallback(_grant).Request(new byte[length]), 413, "callback_too_large");

    [Fact]
    public async Task a_body_over_64_kib_that_does_not_say_so()
    {
        var request = new OssCallback(_grant).Request(new byte[65 * 1024]);
        request.Headers.TransferEncodingChunked = true;
        await RefusedAsync(request, 413, "callback_too_large");
    }

    [Fact]
    public async Task no_ticket() => await RefusedAsync(With("ticket=", "other="), 403, "ticket_invalid");

    [Fact]
    public async Task an_altered_ticket()
    {
        var callback = new OssCallback(_grant);
        var at = "ticket=".Length + 60;
        callback.Template = callback.Template[..at] + (callback.Template[at] == 'A' ? 'B' : 'A') + callback.Template[(at + 1)..];
        await RefusedAsync(callback.Request(), 403, "ticket_invalid");
    }

    [Fact]
    public async Task the_ticket_of_the_objects_metadata()
    {
        var callback = new OssCallback(_grant);
        var end = callback.Template.IndexOf('&', StringComparison.Ordinal);
        callback.Template = $"ticket={_grant["fields"]!["x-oss-meta-upload-ticket"]}{callback.Template[end..]}";
        await RefusedAsync(callback.Request(), 403, "ticket_invalid");
    }

    [Fact]
    public async Task the_ticket_of_another_users_upload()
    {
        var other = new OssCallback(await _gateway.SignAsync(user: "bob"));
        other.Values["object"] = (string)_grant["key"]!;
        await RefusedAsync(other.Request(), 403, "ticket_mismatch");
    }

    [Theory]
    [InlineData("bucket", "another-bucket")]
    [InlineData("object", "uploads/2026/01/01/another")]
    [InlineData("size", "0")]
    [InlineData("size", "1073741825")]
    [InlineData("size", "-1")]
    [InlineData("size", "many")]
    [InlineData("mimeType", "text/html")]
    [InlineData("mimeType", "")]
    [InlineData("x:album", "8")]
    public async Task a_body_that_differs_from_the_ticket(string name, string value)
    {
        var callback = new OssCallback(_grant);
        callback.Values[name] = value;
        await RefusedAsync(callback.Request(), 403, "ticket_mismatch");
    }

    [Fact]
    public async Task vars_that_were_never_asked_for() => await RefusedAsync(With("x:album=7", "x:album=7&x:admin=1"), 403, "ticket_mismatch");

    [Fact]
    public async Task a_callback_after_end_and_grace()
    {
        _gateway.Time.Pass(TimeSpan.FromMinutes(10) + TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));
        await RefusedAsync(new OssCallback(_grant).Request(), 403, "ticket_expired");
    }

    [Fact]
    public async Task a_callback_of_a_revoked_grant()
    {
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        var (status, body) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.Equal((403, "ticket_invalid"), ((int)status, (string)body["code"]!));
        Assert.Equal("deleted", (string)(await _gateway.FindAsync(_grant))["state"]!);
    }

    [Fact]
    public async Task a_callback_whose_key_no_longer_accepts()
    {
        var secret = TestGateway.Settings()["SignGateway:Tickets:Keys:0:Secret"];
        await using var rotated = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Tickets:Keys:0:Use"] = "archive",
            ["SignGateway:Tickets:Keys:1:Id"] = "k2",
            ["SignGateway:Tickets:Keys:1:Secret"] = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{secret} and more")),
            ["SignGateway:Tickets:Keys:1:Use"] = "current",
        });
        var (status, body) = await new OssCallback(_grant).SendAsync(rotated);
        Assert.Equal((403, "ticket_invalid"), ((int)status, (string)body["code"]!));
    }

    [Fact]
    public async Task a_wrong_verb()
    {
        var (status, body, response) = await _gateway.SendAsync(HttpMethod.Get, "/v1/callbacks/oss", user: null);
        Assert.Equal((405, "method_not_allowed"), ((int)status, (string)body["code"]!));
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task the_first_broken_check_names_the_refusal()
    {
        // Everything is wrong with it; each step mends the first fault.
        var callback = new OssCallback(_grant) { KeyUrl = "https://evil.example.com/callback_pub_key_v1.pem", Target = "/elsewhere" };
        callback.Values["size"] = "0";
        var template = callback.Template;
        callback.Template = template.Replace("ticket=", "ticket=x", StringComparison.Ordinal) + "&a=1&a=1";
        _gateway.Time.Pass(TimeSpan.FromDays(2));
        List<string> codes = [];
        async Task NextAsync(Action<HttpRequestMessage>? change = null)
        {
            var request = callback.Request();
            request.RequestUri = new Uri("/v1/callbacks/oss", UriKind.Relative);
            change?.Invoke(request);
            codes.Add((string)(await OssCallback.SendAsync(_gateway, request)).Body["code"]!);
        }

        await NextAsync(request => request.Headers.Remove("Authorization"));
        await NextAsync();
        callback.KeyUrl = $"{OssCallback.KeyOrigin}/callback_pub_key_v1.pem";
        await NextAsync();
        callback.Target = "/v1/callbacks/oss";
        await NextAsync();
        callback.Template = template.Replace("ticket=", "ticket=x", StringComparison.Ordinal);
        await NextAsync();
        callback.Template = template;
        await NextAsync();
        callback.Values["size"] = 48213;
        await NextAsync();

        Assert.Equal(
            ["callback_unsigned", "callback_key_untrusted", "callback_signature_invalid", "callback_malformed", "ticket_invalid", "ticket_mismatch", "ticket_expired"],
            codes);
    }

    private HttpRequestMessage With(string text, string replacement)
    {
        var callback = new OssCallback(_grant);
        callback.Template = callback.Template.Replace("x:album=${x:album}", "x:album=7", StringComparison.Ordinal);
        callback.Template = callback.Template.Replace(text, replacement, StringComparison.Ordinal);
        return callback.Request();
    }

    private async Task RefusedAsync(HttpRequestMessage request, int status, string code)
    {
        var (answered, body) = await OssCallback.SendAsync(_gateway, request);
        Assert.Equal((status, code), ((int)answered, (string)body["code"]!));
        Assert.DoesNotContain("alice", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("issued", (string)(await _gateway.FindAsync(_grant))["state"]!);
        Assert.Single(_gateway.Log.Lines, line => line.Contains(code, StringComparison.Ordinal));
    }
}
