using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>A callback by itself, as a grant has it, and the same with one thing broken.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;
    private JsonObject _callback = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:json:CallbackBodyType"] = "Json", ["SignGateway:Profiles:json:FreeVars:0"] = "phone" });
        _grant = await _gateway.SignAsync();
        _callback = _grant.Callback();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_callback_of_its_own_is_met_as_base64_and_as_json()
    {
        foreach (var text in new[] { (string)_grant.Fields()["callback"]!, _callback.ToJsonString() })
        {
            var answer = await _gateway.ExplainAsync(text);
            Assert.Equal(("callback", "unknown", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
            Assert.Empty(answer.Wrong());
            Assert.StartsWith("OSS calls this gateway, and the ticket in the body is ours", answer.Summary(), StringComparison.Ordinal);
            Assert.Equal("https://gateway.example.com/v1/callbacks/oss", (string)answer.Row("Callback", "callbackUrl")["value"]!);
            Assert.Equal("true", (string)answer.Row("Callback", "callbackSNI")["value"]!);
            Assert.StartsWith("ticket=[redacted]&bucket=${bucket}&object=${object}", (string)answer.Row("Callback", "callbackBody")["value"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task a_json_body_is_read_too()
    {
        var grant = await _gateway.SignAsync("""{"fileName":"a.png","contentType":"image/png","profile":"json","vars":{"album":"7"}}""");
        var answer = await _gateway.ExplainAsync(grant);
        Assert.Empty(answer.Wrong());
        Assert.Equal("7", (string)answer.Row("Callback", "x:album")["value"]!);
        Assert.Contains("never trusts it", (string)answer.Row("Callback", "x:phone")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_callback_of_another_gateway_is_told_by_address_and_ticket()
    {
        await using var other = await TestGateway.StartAsync(new()
        {
            ["SignGateway:PublicUrl"] = "https://other.example.com",
            ["SignGateway:Tickets:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
        });
        var answer = await _gateway.ExplainAsync((string)(await other.SignAsync()).Fields()["callback"]!);

        Assert.Equal(["Callback: callbackUrl differs", "Ticket: ticket differs"], answer.Wrong());
        var row = answer.Row("Callback", "callbackUrl");
        Assert.Equal(("https://other.example.com/v1/callbacks/oss", "https://gateway.example.com/v1/callbacks/oss"), ((string)row["value"]!, (string)row["expected"]!));
        Assert.Contains("goes to another address", answer.Summary(), StringComparison.Ordinal);
        Assert.Null(answer["expiresIn"]);
    }

    [Fact]
    public async Task one_of_several_addresses_may_be_ours()
    {
        _callback["callbackUrl"] = $"https://old.example.com/v1/callbacks/oss;{_callback["callbackUrl"]}";
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Equal(["Callback: callbackUrl differs"], answer.Wrong());
        Assert.StartsWith("OSS calls this gateway", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task https_without_sni_does_not_arrive_everywhere()
    {
        _callback.Remove("callbackSNI");
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Equal(["Callback: callbackSNI differs"], answer.Wrong());
        Assert.Contains("callbackSNI", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_object_ticket_in_its_place_does_not_count()
    {
        _callback["callbackBody"] = ((string)_callback["callbackBody"]!).Replace(_grant.Ticket(), (string)_grant.Fields()["x-oss-meta-upload-ticket"]!, StringComparison.Ordinal);
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Equal(["Ticket: ticket differs"], answer.Wrong());
        Assert.StartsWith("It is a ticket of the object", (string)answer.Row("Ticket", "ticket")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_changed_ticket_does_not_count()
    {
        var ticket = _grant.Ticket();
        _callback["callbackBody"] = ((string)_callback["callbackBody"]!).Replace(ticket, ticket[..^8] + "AAAAAAAA", StringComparison.Ordinal);
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Equal(["Ticket: ticket differs"], answer.Wrong());
        Assert.Contains("not sealed by this gateway, or was altered", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_a_ticket_it_does_not_count()
    {
        _callback["callbackBody"] = "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}";
        Assert.Equal(["Ticket: ticket missing"], (await _gateway.ExplainAsync(_callback)).Wrong());
    }

    [Theory]
    [InlineData("bucket=${bucket}", "bucket=example-bucket", "Callback: body: bucket differs")]
    [InlineData("&size=${size}", "", "Callback: body: size missing")]
    [InlineData("${mimeType}", "${x:mime}", "Callback: body: mimeType differs")]
    public async Task what_the_gateway_compares_must_come_from_oss(string asIs, string instead, string wrong)
    {
        _callback["callbackBody"] = ((string)_callback["callbackBody"]!).Replace(asIs, instead, StringComparison.Ordinal);
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Equal([wrong], answer.Wrong());
        Assert.Contains("does not ask for", answer.Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"callbackUrl":"","callbackBody":"a=b"}""", "callbackUrl must name 1 to 5 URLs")]
    [InlineData("""{"callbackUrl":"a;b;c;d;e;f","callbackBody":"a=b"}""", "callbackUrl must name 1 to 5 URLs")]
    [InlineData("""{"callbackUrl":"https://a.example.com"}""", "callbackBody must not be empty")]
    [InlineData("""{"callbackUrl":"https://a.example.com","callbackBody":"a=b","callbackBodyType":"text/xml"}""", "callbackBodyType must be")]
    [InlineData("""{"callbackUrl":"https://a.example.com","callbackBody":"a=b","callbackSNI":"true"}""", "callbackSNI must be true or false")]
    public async Task what_oss_does_not_take_is_named(string callback, string fault)
    {
        var answer = await _gateway.ExplainAsync(callback);
        Assert.Equal("callback", answer.Kind());
        Assert.StartsWith("OSS will refuse an upload with this callback", answer.Summary(), StringComparison.Ordinal);
        Assert.Contains(answer.Rows("Callback"), row => ((string?)row["hint"])?.Contains(fault, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task a_template_that_makes_no_json_is_told()
    {
        _callback["callbackBodyType"] = "application/json";
        var answer = await _gateway.ExplainAsync(_callback);
        Assert.Contains("Callback: body differs", answer.Wrong());
        Assert.Contains("not readable JSON", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_is_too_long_for_oss_is_told()
    {
        _callback["callbackHost"] = new string('a', 5000);
        var answer = await _gateway.ExplainAsync(_callback.Base64());
        Assert.Equal("callback", answer.Kind());
        Assert.Contains("longer than 5120 characters", answer.Summary(), StringComparison.Ordinal);
    }
}
