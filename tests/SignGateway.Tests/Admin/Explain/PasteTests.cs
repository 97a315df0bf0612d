using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>One and the same form in all the ways in which it can be pasted, and what else a text can be.</summary>
public sealed class PasteTests(OneGateway one) : IClassFixture<OneGateway>, IAsyncLifetime
{
    private readonly TestGateway _gateway = one.Gateway;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync() => _grant = await one.SignAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task fields_as_json() => await IsTheFormAsync(_grant.Fields().ToJsonString());

    [Fact]
    public async Task fields_as_lines_with_colons() => await IsTheFormAsync(Lines(field => $"{field.Key}: {field.Value}"));

    [Fact]
    public async Task fields_as_lines_with_equals_signs() => await IsTheFormAsync(Lines(field => $"{field.Key}={field.Value}"));

    [Fact]
    public async Task fields_as_lines_with_tabs_and_carriage_returns() => await IsTheFormAsync(Lines(field => $"  {field.Key}\t{field.Value}  \r"));

    [Fact]
    public async Task fields_url_encoded() => await IsTheFormAsync(
        string.Join('&', _grant.Fields().Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString((string)field.Value!).Replace("%20", "+", StringComparison.Ordinal)}")));

    [Fact]
    public async Task fields_url_encoded_that_lost_their_plus_signs() => await IsTheFormAsync(
        string.Join('&', _grant.Fields().Select(field => $"{field.Key}={(field.Key.StartsWith("x:", StringComparison.Ordinal) ? Uri.EscapeDataString((string)field.Value!) : (string)field.Value!)}")));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task multipart_form_data(string newLine)
    {
        var parts = string.Concat(_grant.Fields().Select(field => $"--edge{newLine}Content-Disposition: form-data; name=\"{field.Key}\"{newLine}{newLine}{field.Value}{newLine}"));
        var answer = await IsTheFormAsync(
            $"POST / HTTP/1.1{newLine}Host: example-bucket.oss-cn-hangzhou.aliyuncs.com{newLine}Content-Type: multipart/form-data; boundary=edge{newLine}{newLine}{parts}"
            + $"--edge{newLine}Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"{newLine}Content-Type: image/png{newLine}{newLine}key: no field{newLine}--edge--{newLine}");
        Assert.Equal(("example-bucket", "met"), ((string)answer.Row("Policy", "bucket")["value"]!, (string)answer.Row("Policy", "bucket")["verdict"]!));
    }

    [Fact]
    public async Task lines_with_the_size_of_the_file()
    {
        var answer = await _gateway.ExplainAsync(Lines(field => $"{field.Key}: {field.Value}") + "\nsize: 2000000000");
        Assert.Equal(["Policy: content-length-range differs", "Ticket: size differs"], answer.Wrong());
    }

    [Fact]
    public async Task a_form_without_an_address_has_its_bucket_named_but_not_compared()
    {
        var row = (await _gateway.ExplainAsync(_grant.Fields())).Row("Policy", "bucket");
        Assert.Equal((null, "example-bucket", "info"), ((string?)row["value"], (string)row["expected"]!, (string)row["verdict"]!));
    }

    [Fact]
    public async Task a_policy_as_base64_wrapped_quoted_or_as_json()
    {
        var policy = (string)_grant.Fields()["policy"]!;
        foreach (var text in new[] { policy, $"\n  {policy.Insert(64, "\r\n")}\n", $"\"{policy}\",", Uri.EscapeDataString(policy), System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(policy)) })
        {
            var answer = await _gateway.ExplainAsync(text);
            Assert.Equal(("policy", "unknown", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
            Assert.Empty(answer.Wrong());
            Assert.StartsWith("A policy that can be read, and counts for 10 minutes more.", answer.Summary(), StringComparison.Ordinal);
            Assert.Equal((string)_grant["key"]!, (string)answer.Row("Policy", "key")["expected"]!);
        }
    }

    [Theory]
    [InlineData("""{"conditions":[{"bucket":"b"}]}""", "no end that OSS can read")]
    [InlineData("""{"expiration":"2026-01-01 13:00","conditions":[{"bucket":"b"}]}""", "no end that OSS can read")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":[]}""", "it has no condition")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":{}}""", "it has no array of conditions")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":[{"bucket":"b","key":"a"}]}""", "exactly one member")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":[["content-length-range","1","2"]]}""", "without quotes")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":[["begins-with","$key","a"]]}""", "the operator must be")]
    [InlineData("""{"expiration":"2026-01-01T13:00:00Z","conditions":[["eq","$key"}]]""", "it is not valid JSON")]
    public async Task a_policy_that_oss_cannot_use_is_told(string policy, string fault)
    {
        var answer = await _gateway.ExplainAsync(policy);
        Assert.Equal("policy", answer.Kind());
        Assert.StartsWith("OSS will refuse any form with this policy", answer.Summary(), StringComparison.Ordinal);
        Assert.Contains(fault, answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_a_loose_policy_leaves_open_is_listed()
    {
        var answer = await _gateway.ExplainAsync("""{"expiration":"2026-01-01T13:00:00.000Z","conditions":[["starts-with","$key","user/"]]}""");
        Assert.Equal(
            ["callback", "x-oss-content-type", "x-oss-object-acl", "x-oss-storage-class", "x-oss-forbid-overwrite", "Content-Disposition", "Cache-Control", "success_action_status", "content-length-range"],
            answer.Rows("Not pinned by the policy").Select(row => (string)row["name"]!));
        Assert.Equal("begins with user/", (string)answer.Row("Policy", "key")["expected"]!);
    }

    [Theory]
    [InlineData("v4")]
    [InlineData("v1")]
    public async Task a_grant_for_a_directory_leaves_the_rest_to_its_page(string version)
    {
        var (_, grant, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/compat/aliyun/{version}");
        var answer = await _gateway.ExplainAsync(grant);
        Assert.Equal(("grant", "match", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.Empty(answer.Wrong());
        Assert.Equal($"begins with {grant["dir"]}", (string)answer.Row("Policy", "key")["expected"]!);
        Assert.Equal("met", (string)answer.Row("Ticket", "bucket and key")["verdict"]!);
        Assert.Equal("prefix", (string)answer.Row("Upload", "state")["value"]!);
        Assert.NotEmpty(answer.Rows("Not pinned by the policy"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("[1,2,3]")]
    [InlineData("null")]
    [InlineData("""{"a":1}""")]
    [InlineData("a: b\nc: d")]
    [InlineData("AQEB")]
    [InlineData("AAAA")]
    [InlineData("<Error")]
    [InlineData("<Error/>")]
    [InlineData("<html><body>Forbidden</body></html>")]
    [InlineData("--x\nContent-Disposition: form-data; name=\"a\"\n\nb\n--x--")]
    [InlineData("&&&===")]
    [InlineData("""{"key":"\ud800"}""")]
    public async Task anything_else_is_unknown_and_the_summary_says_what_can_be_pasted(string text)
    {
        var answer = await _gateway.ExplainAsync(text);
        Assert.Equal(("unknown", "unknown"), (answer.Kind(), answer.Signature()));
        Assert.Contains("Paste a grant, a form", answer.Summary(), StringComparison.Ordinal);
        Assert.Null(answer["expiresIn"]);
        Assert.Empty(answer["sections"]!.AsArray());
    }

    private string Lines(Func<KeyValuePair<string, JsonNode?>, string> line) => string.Join('\n', _grant.Fields().Select(line));

    private async Task<JsonObject> IsTheFormAsync(string text)
    {
        var answer = await _gateway.ExplainAsync(text);
        Assert.Equal(("form", "match", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.Empty(answer.Wrong());
        Assert.Equal("a=1&b: 2", (string)answer.Row("Policy", "x:album")["value"]!);
        return answer;
    }
}
