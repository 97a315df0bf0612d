using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>A grant as this gateway made it, and the same with one thing broken.</summary>
public sealed class GrantTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:FreeVars:0"] = "phone" });
        _grant = await _gateway.SignAsync("""{"fileName":"cat.png","contentType":"image/png","size":48213,"vars":{"album":"7+8"}}""");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_grant_of_its_own_works_and_every_point_is_met()
    {
        var answer = await _gateway.ExplainAsync(_grant);

        Assert.Equal(("grant", "match", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.StartsWith("OSS will take this grant for 10 minutes more.", answer.Summary(), StringComparison.Ordinal);
        Assert.Empty(answer.Wrong());
        Assert.Equal(["Grant", "Policy", "Signature", "Callback", "Ticket", "Upload"], answer["sections"]!.AsArray().Select(section => (string)section!["title"]!));
        Assert.Equal(_grant.Fields().Count - 2, answer.Rows("Policy").Count(row => (string)row["verdict"]! == "met" && (string)row["name"]! is not ("bucket" or "expiration")));
        Assert.Equal("issued", (string)answer.Row("Upload", "state")["value"]!);
        Assert.Equal((string)_grant["id"]!, (string)answer.Row("Ticket", "upload id")["value"]!);
        Assert.Equal("alice", (string)answer.Row("Ticket", "user id")["value"]!);
    }

    [Fact]
    public async Task a_changed_key_is_refused_and_the_right_one_stands_beside_it()
    {
        var key = (string)_grant["key"]!;
        _grant.Fields()["key"] = "somewhere/else.png";
        var answer = await _gateway.ExplainAsync(_grant);

        Assert.Equal(["Grant: key differs", "Policy: key differs", "Ticket: bucket and key differs"], answer.Wrong());
        var row = answer.Row("Policy", "key");
        Assert.Equal(("somewhere/else.png", key), ((string)row["value"]!, (string)row["expected"]!));
        Assert.StartsWith("OSS will refuse this grant: its key is not what the policy asks for.", answer.Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(48212, "small")]
    [InlineData(48214, "large")]
    public async Task a_file_of_another_size_is_refused(int size, string word)
    {
        _grant["size"] = size;
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: content-length-range differs", "Ticket: size differs"], answer.Wrong());
        Assert.StartsWith($"OSS will refuse this grant: its file is too {word}.", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_file_of_the_right_size_is_met()
    {
        _grant["size"] = 48213;
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Empty(answer.Wrong());
        Assert.Equal("met", (string)answer.Row("Policy", "content-length-range")["verdict"]!);
    }

    [Fact]
    public async Task another_content_type_is_refused()
    {
        _grant.Fields()["x-oss-content-type"] = "image/jpeg";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: x-oss-content-type differs", "Ticket: content type differs"], answer.Wrong());
        Assert.Equal(("image/jpeg", "image/png"), ((string)answer.Row("Policy", "x-oss-content-type")["value"]!, (string)answer.Row("Policy", "x-oss-content-type")["expected"]!));
    }

    [Fact]
    public async Task a_difference_in_capitals_is_named()
    {
        _grant.Fields()["x-oss-object-acl"] = "Private";
        var row = (await _gateway.ExplainAsync(_grant)).Row("Policy", "x-oss-object-acl");
        Assert.StartsWith("Only capitals differ.", (string)row["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_plus_sign_that_became_a_space_is_named()
    {
        _grant.Fields()["x:album"] = "7 8";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: x:album differs", "Ticket: vars differs"], answer.Wrong());
        Assert.StartsWith("A plus sign was read as a space", (string)answer.Row("Policy", "x:album")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_missing_field_is_refused()
    {
        _grant.Fields().Remove("x-oss-object-acl");
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: x-oss-object-acl missing"], answer.Wrong());
        Assert.Contains("it has no field x-oss-object-acl, which the policy names", answer.Summary(), StringComparison.Ordinal);
        Assert.Equal("private", (string)answer.Row("Policy", "x-oss-object-acl")["expected"]!);
    }

    [Fact]
    public async Task a_field_behind_the_file_counts_as_missing()
    {
        var fields = _grant.Fields();
        var status = (string)fields["success_action_status"]!;
        fields.Remove("success_action_status");
        fields["file"] = "(binary)";
        fields["success_action_status"] = status;
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: success_action_status missing", "After the file: success_action_status differs"], answer.Wrong());
        Assert.Contains("after the file", (string)answer.Row("Policy", "success_action_status")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_added_field_that_nothing_pins_is_pointed_out()
    {
        _grant.Fields()["Expires"] = "never";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Empty(answer.Wrong());
        Assert.Equal("info", (string)answer.Row("Not pinned by the policy", "Expires")["verdict"]!);
    }

    [Fact]
    public async Task an_added_encoding_is_not_recorded()
    {
        _grant.Fields()["Content-Encoding"] = "gzip";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Not pinned by the policy: Content-Encoding differs"], answer.Wrong());
        Assert.StartsWith("OSS will take this grant, but the upload is not recorded as it should be: it adds a Content-Encoding", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_free_var_may_be_there_or_not()
    {
        _grant.Fields()["x:phone"] = "555";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Empty(answer.Wrong());
        Assert.Equal("555", (string)answer.Row("Callback", "x:phone")["value"]!);
    }

    [Fact]
    public async Task a_var_that_is_left_out_is_missing_from_policy_and_ticket()
    {
        _grant.Fields().Remove("x:album");
        Assert.Equal(["Policy: x:album missing", "Callback: x:album missing", "Ticket: vars differs"], (await _gateway.ExplainAsync(_grant)).Wrong());
    }

    [Fact]
    public async Task another_bucket_is_refused()
    {
        _grant["url"] = "https://other-bucket.oss-cn-hangzhou.aliyuncs.com/";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(["Policy: bucket differs", "Ticket: bucket and key differs"], answer.Wrong());
        Assert.Equal("other-bucket", (string)answer.Row("Policy", "bucket")["value"]!);
    }

    [Fact]
    public async Task it_says_since_when_it_has_ended()
    {
        _gateway.Time.Pass(TimeSpan.FromMinutes(15));
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(-300, (int)answer["expiresIn"]!);
        Assert.Equal(["Policy: expiration differs"], answer.Wrong());
        Assert.StartsWith("OSS will refuse this grant: it ended 5 minutes ago.", answer.Summary(), StringComparison.Ordinal);
        Assert.Equal("match", answer.Signature());
    }

    [Fact]
    public async Task at_the_very_end_it_has_ended()
    {
        _gateway.Time.Pass(TimeSpan.FromMinutes(10));
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal(0, (int)answer["expiresIn"]!);
        Assert.Equal(["Policy: expiration differs"], answer.Wrong());
    }

    [Fact]
    public async Task a_day_later_the_ticket_does_not_count_either()
    {
        _gateway.Time.Pass(TimeSpan.FromMinutes(10) + TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Assert.Equal(["Policy: expiration differs", "Ticket: counts until differs"], (await _gateway.ExplainAsync(_grant)).Wrong());
    }

    [Fact]
    public async Task a_recorded_upload_is_said_to_be_there()
    {
        await new OssCallback(_grant).SendAsync(_gateway);
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("stored", (string)answer.Row("Upload", "state")["value"]!);
        Assert.Equal("callback", (string)answer.Row("Upload", "recorded by")["value"]!);
        Assert.Contains("FileAlreadyExists", (string)answer.Row("Upload", "state")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_revoked_grant_is_not_recorded()
    {
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("deleted", (string)answer.Row("Upload", "state")["value"]!);
        Assert.Contains("its upload was deleted", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_first_grant_of_a_batch_is_explained()
    {
        var (_, batch, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: """{"uploads":[{"fileName":"a"},{"fileName":"b"}]}""");
        var answer = await _gateway.ExplainAsync(batch);
        Assert.Equal(("grant", "match"), (answer.Kind(), answer.Signature()));
        Assert.Equal((string)batch["grants"]![0]!["id"]!, (string)answer.Row("Ticket", "upload id")["value"]!);
    }
}
