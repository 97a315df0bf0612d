using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>Whether a signature is right, where the key is ours.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:old:SignatureVersion"] = "V1" });
        _grant = await _gateway.SignAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_changed_signature_does_not_match()
    {
        var signature = (string)_grant.Fields()["x-oss-signature"]!;
        _grant.Fields()["x-oss-signature"] = (signature[0] == 'a' ? "b" : "a") + signature[1..];
        await MismatchesAsync("Policy or signature was changed after signing");
    }

    [Fact]
    public async Task a_changed_policy_does_not_match()
    {
        var policy = JsonNode.Parse(Convert.FromBase64String((string)_grant.Fields()["policy"]!))!;
        policy["conditions"]!.AsArray().Add(new JsonArray("starts-with", "$key", ""));
        _grant.Fields()["policy"] = policy.Base64();
        await MismatchesAsync("Policy or signature was changed after signing");
    }

    [Fact]
    public async Task capitals_do_not_match()
    {
        _grant.Fields()["x-oss-signature"] = ((string)_grant.Fields()["x-oss-signature"]!).ToUpperInvariant();
        await MismatchesAsync("It is written in capitals");
    }

    [Fact]
    public async Task line_breaks_in_the_policy_are_found()
    {
        _grant.Fields()["policy"] = ((string)_grant.Fields()["policy"]!).Insert(76, "\n");
        await MismatchesAsync("The policy gained spaces or line breaks");
    }

    [Fact]
    public async Task the_key_of_another_day_does_not_match()
    {
        _grant.Fields()["x-oss-credential"] = "key-id/20251231/cn-hangzhou/oss/aliyun_v4_request";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("mismatch", answer.Signature());
        Assert.Equal(["Policy: x-oss-credential differs", "Signature: x-oss-date differs", "Signature: x-oss-signature differs"], answer.Wrong());
        Assert.StartsWith("It was made for the day of x-oss-date", (string)answer.Row("Signature", "x-oss-signature")["hint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_date_of_another_day_is_refused()
    {
        _grant.Fields()["x-oss-date"] = "20260102T120000Z";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("match", answer.Signature());
        Assert.Equal(["Policy: x-oss-date differs", "Signature: x-oss-date differs"], answer.Wrong());
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-01-01T12:00:00Z")]
    [InlineData("")]
    public async Task a_date_that_cannot_be_read_is_refused(string date)
    {
        _grant.Fields()["x-oss-date"] = date;
        Assert.Contains("Signature: x-oss-date differs", (await _gateway.ExplainAsync(_grant)).Wrong());
    }

    [Theory]
    [InlineData("key-id")]
    [InlineData("key-id/20260101/cn-hangzhou/oss/aws4_request")]
    [InlineData("/20260101/cn-hangzhou/oss/aliyun_v4_request")]
    public async Task a_credential_that_cannot_be_read_is_refused(string credential)
    {
        _grant.Fields()["x-oss-credential"] = credential;
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Contains("Signature: x-oss-credential differs", answer.Wrong());
        Assert.Equal("unknown", answer.Signature());
    }

    [Fact]
    public async Task another_region_is_refused()
    {
        _grant.Fields()["x-oss-credential"] = "key-id/20260101/cn-beijing/oss/aliyun_v4_request";
        Assert.Contains("Signature: region differs", (await _gateway.ExplainAsync(_grant)).Wrong());
    }

    [Fact]
    public async Task another_access_key_cannot_be_compared()
    {
        _grant.Fields()["x-oss-credential"] = "somebody/20260101/cn-hangzhou/oss/aliyun_v4_request";
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("unknown", answer.Signature());
        Assert.Equal(["Policy: x-oss-credential differs"], answer.Wrong());
        Assert.Equal(("somebody", "info"), ((string)answer.Row("Signature", "access key id")["value"]!, (string)answer.Row("Signature", "access key id")["verdict"]!));
    }

    [Theory]
    [InlineData("x-oss-signature")]
    [InlineData("x-oss-signature-version")]
    [InlineData("policy")]
    public async Task what_a_signature_consists_of_must_be_there(string name)
    {
        _grant.Fields().Remove(name);
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Contains($"Signature: {name} missing", answer.Wrong());
        Assert.StartsWith("OSS will refuse this grant", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_form_without_any_signature_is_anonymous()
    {
        var answer = await _gateway.ExplainAsync("""{"key":"a.png","x-oss-content-type":"image/png"}""");
        Assert.Equal(["Signature: signature missing", "Signature: policy missing"], answer.Wrong());
        Assert.Equal("OSS will refuse this form: it is not signed. Send all fields of a grant, in front of the file.", answer.Summary());
    }

    [Fact]
    public async Task after_seven_days_no_form_is_taken_whatever_its_policy_says()
    {
        _gateway.Time.Pass(TimeSpan.FromDays(7));
        Assert.Contains("Signature: x-oss-date differs", (await _gateway.ExplainAsync(_grant)).Wrong());
    }

    [Fact]
    public async Task a_policy_without_the_conditions_of_v4_is_refused()
    {
        var policy = new JsonObject { ["expiration"] = "2026-01-01T12:10:00.000Z", ["conditions"] = new JsonArray(new JsonObject { ["bucket"] = "example-bucket" }) };
        _grant.Fields()["policy"] = policy.Base64();
        Assert.Equal(
            ["Policy: condition on x-oss-signature-version missing", "Policy: condition on x-oss-credential missing", "Policy: condition on x-oss-date missing"],
            (await _gateway.ExplainAsync(_grant)).Wrong().Where(wrong => wrong.Contains("condition", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task v1_is_compared_too()
    {
        var grant = await _gateway.SignAsync("""{"fileName":"a","profile":"old"}""");
        Assert.Equal("match", (await _gateway.ExplainAsync(grant)).Signature());
        grant.Fields()["Signature"] = "AAAA" + ((string)grant.Fields()["Signature"]!)[4..];
        var answer = await _gateway.ExplainAsync(grant);
        Assert.Equal("mismatch", answer.Signature());
        Assert.Equal(["Signature: Signature differs"], answer.Wrong());
    }

    [Fact]
    public async Task v1_of_another_access_key_cannot_be_compared()
    {
        var grant = await _gateway.SignAsync("""{"fileName":"a","profile":"old"}""");
        grant.Fields()["OSSAccessKeyId"] = "somebody";
        Assert.Equal("unknown", (await _gateway.ExplainAsync(grant)).Signature());
    }

    [Theory]
    [InlineData("OSSAccessKeyId")]
    [InlineData("Signature")]
    public async Task v1_needs_all_three_fields(string name)
    {
        var grant = await _gateway.SignAsync("""{"fileName":"a","profile":"old"}""");
        grant.Fields().Remove(name);
        Assert.Equal([$"Signature: {name} missing"], (await _gateway.ExplainAsync(grant)).Wrong());
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("another", "differs")]
    public async Task a_temporary_key_needs_its_token(string? token, string verdict)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Credentials:SecurityToken"] = "the-token-of-a-temporary-key" });
        var grant = await gateway.SignAsync();
        Assert.Empty((await gateway.ExplainAsync(grant)).Wrong());

        grant.Fields().Remove("x-oss-security-token");
        if (token is not null)
            grant.Fields()["x-oss-security-token"] = token;
        var answer = await gateway.ExplainAsync(grant);
        Assert.Equal([$"Policy: x-oss-security-token {verdict}", $"Signature: x-oss-security-token {verdict}"], answer.Wrong());
        Assert.Equal("match", answer.Signature());
    }

    [Fact]
    public async Task without_credentials_everything_else_is_still_explained()
    {
        var credentials = new FailingCredentials();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<ICredentialSource>(credentials));
        var answer = await gateway.ExplainAsync(_grant);
        Assert.Equal("unknown", answer.Signature());
        Assert.Equal(["Upload: upload missing"], answer.Wrong());
        Assert.Contains("which cannot be told here", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_ends_with_the_credentials_that_signed_it()
    {
        var credentials = new FailingCredentials { Instead = new CredentialsOutcome.Available(new OssCredentials("key-id", "key-secret"), _gateway.Time.GetUtcNow().AddMinutes(3)) };
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<ICredentialSource>(credentials));
        Assert.Equal(180, (int)(await gateway.ExplainAsync(_grant))["expiresIn"]!);
    }

    private async Task MismatchesAsync(string hint)
    {
        var answer = await _gateway.ExplainAsync(_grant);
        Assert.Equal("mismatch", answer.Signature());
        Assert.Equal(["Signature: x-oss-signature differs"], answer.Wrong());
        var row = answer.Row("Signature", "x-oss-signature");
        Assert.Null(row["expected"]);
        Assert.StartsWith(hint, (string)row["hint"]!, StringComparison.Ordinal);
    }

    private sealed class FailingCredentials : ICredentialSource
    {
        public CredentialsOutcome Instead { get; init; } = new CredentialsOutcome.Unavailable("STS is on holiday", TimeSpan.FromMinutes(1));

        public ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken) => new(Instead);
    }
}
