using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SignGateway.Tests.Credentials;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>Grants that are no forms: a presigned URL with its headers, and credentials for an SDK.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private const string LentSecret = "GhjR8sK2mWq0TzLp4VbXyN6cUdEo1A";
    private const string LentToken = "CAISxQJ1q6Ft5B2yfSjIr5fbXhEIUOYbdJrMqp8k";

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = CredentialHost.Sts().ToDictionary(pair => $"SignGateway:{pair.Key}", pair => pair.Value);
        settings["SignGateway:Profiles:default:Methods:0"] = "Put";
        settings["SignGateway:Profiles:default:Methods:1"] = "Sdk";
        settings["SignGateway:Profiles:default:VerifyObject"] = "Background";
        settings["SignGateway:Profiles:default:CallbackHost"] = "uploads.example.com";
        _gateway = await TestGateway.StartAsync(settings, sts: new StandInHost
        {
            Answer = _ => CredentialHost.Json($$$"""{"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"{{{LentSecret}}}","SecurityToken":"{{{LentToken}}}","Expiration":"2026-01-01T13:00:00Z"}}"""),
        });
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("put", "header")]
    [InlineData("put", "query")]
    [InlineData("sdk", null)]
    public async Task a_grant_of_its_own_works_and_shows_nothing_that_works_like_a_key(string method, string? callbackIn)
    {
        var grant = await SignAsync(method, callbackIn);
        var answer = await ExplainAsync(grant.ToJsonString(), grant);

        Assert.Equal(("grant", "unknown", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.StartsWith("OSS will take this grant for 10 minutes more", answer.Summary(), StringComparison.Ordinal);
        Assert.Empty(answer.Wrong());
        Assert.Equal("met", (string)answer.Row("Ticket", "vars")["verdict"]!);
        Assert.Equal("met", (string)answer.Row("Ticket", "bucket and key")["verdict"]!);
        Assert.Equal("issued", (string)answer.Row("Upload", "state")["value"]!);
    }

    [Fact]
    public async Task a_url_by_itself_is_known_by_its_callback()
    {
        var grant = await SignAsync("put", "query");
        var answer = await ExplainAsync((string)grant["url"]!, grant);
        Assert.Equal("grant", answer.Kind());
        Assert.Empty(answer.Wrong());
        Assert.Equal((string)grant["id"]!, (string)answer.Row("Ticket", "upload id")["value"]!);
        Assert.Equal(((string)grant["url"]!).Split('?')[0], (string)answer.Row("Grant", "url")["value"]!);
    }

    [Theory]
    [InlineData("put")]
    [InlineData("sdk")]
    public async Task what_has_ended_is_refused(string method)
    {
        var grant = await SignAsync(method, null);
        _gateway.Time.Pass(TimeSpan.FromMinutes(11));
        var answer = await ExplainAsync(grant.ToJsonString(), grant);
        Assert.StartsWith("OSS will refuse this grant: ", answer.Summary(), StringComparison.Ordinal);
        Assert.Equal([method == "put" ? "Signature: x-oss-expires differs" : "Signature: credentials differs"], answer.Wrong());
        Assert.Equal(-60, (int)answer["expiresIn"]!);
    }

    [Fact]
    public async Task altered_vars_do_not_agree_with_the_ticket()
    {
        var grant = await SignAsync("sdk", null);
        grant["headers"]!["x-oss-callback-var"] = JsonNode.Parse("""{"x:album":"8"}""")!.Base64();
        Assert.Equal(["Ticket: vars differs"], (await ExplainAsync(grant.ToJsonString(), grant)).Wrong());
    }

    [Theory]
    [InlineData("x-oss-date=", "x-oss-date=9", "Signature: x-oss-date differs", "Signature: x-oss-expires differs")]
    [InlineData("x-oss-expires=", "x-oss-expires=99999999", "Signature: x-oss-expires differs")]
    [InlineData("x-oss-credential=", "x-oss-credential=%2F", "Signature: x-oss-credential differs")]
    [InlineData("callback-var=", "callback-var=%20%ff", "Callback: x:album missing", "Ticket: vars differs")]
    [InlineData("callback-var=", "callback-var=bnVsbA==&b=", "Callback: x:album missing", "Ticket: vars differs")]
    public async Task what_was_changed_in_a_url_is_told(string good, string changed, params string[] wrong)
    {
        var grant = await SignAsync("put", "query");
        var url = (string)grant["url"]!;
        Assert.Contains(good, url, StringComparison.Ordinal);
        var at = url.IndexOf(good, StringComparison.Ordinal);
        var answer = await ExplainAsync(url[..at] + changed + url[(at + good.Length)..], grant);
        Assert.Equal(wrong, answer.Wrong());
    }

    [Theory]
    [InlineData("https://example.com/?x-oss-signature=%")]
    [InlineData("https://example.com/?x-oss-credential&x-oss-date&x-oss-expires")]
    [InlineData("""{"method":"SDK","fields":{},"headers":{"x-oss-callback":1,"x-oss-callback-var":"e30","a":null},"sdk":{"expiration":"never","prefix":7}}""")]
    [InlineData("""{"method":"PUT","url":"mailto:a","fields":{},"headers":[]}""")]
    public async Task what_is_broken_is_answered(string text) => Assert.Equal("grant", (await _gateway.ExplainAsync(text)).Kind());

    private Task<JsonObject> SignAsync(string method, string? callbackIn) => _gateway.SignAsync(new JsonObject
    {
        ["method"] = method,
        ["callbackIn"] = callbackIn,
        ["fileName"] = "cat.png",
        ["contentType"] = "image/png",
        ["size"] = 48213,
        ["vars"] = new JsonObject { ["album"] = "7 ü" },
    }.ToJsonString());

    private async Task<JsonObject> ExplainAsync(string text, JsonObject grant)
    {
        var answer = await _gateway.ExplainAsync(text);
        var shown = answer.ToJsonString();
        var signature = grant["url"] is { } url ? QueryHelpers.ParseQuery(new Uri((string)url!).Query)["x-oss-signature"].ToString() : LentSecret;
        foreach (var secret in (string[])[LentSecret, LentToken, signature, new GrantParts(grant).Callback[..40], new GrantParts(grant).Ticket![..40]])
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        return answer;
    }
}
