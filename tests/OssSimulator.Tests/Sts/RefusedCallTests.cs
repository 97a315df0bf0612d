using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

/// <summary>What is wrong with the call itself, whatever it asks for.</summary>
public sealed class RefusedCallTests
{
    private static readonly AccessKey Temporary = new("STS.temporary", "temporary-secret", "the+token/==", RunningSimulator.Start.AddMinutes(30));

    [Fact]
    public async Task refuses_another_secret() => await RefusedAsync(call => call.Secret = "another", 400, "SignatureDoesNotMatch");

    [Theory]
    [InlineData("x-acs-date", "2026-03-14T09:26:54Z")]
    [InlineData("x-acs-signature-nonce", "another")]
    public async Task refuses_a_header_changed_after_signing(string name, string value) =>
        await RefusedAsync(call => call.Tampered[name] = value, 400, "SignatureDoesNotMatch");

    [Fact]
    public async Task refuses_a_parameter_changed_after_signing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedCall().Build(simulator.Server.Url);
        request.RequestUri = new Uri(request.RequestUri!.OriginalString.Replace("RoleSessionName=gateway", "RoleSessionName=another", StringComparison.Ordinal));
        using var answer = await simulator.SendAsync(request);
        await StsAnswer.RefusedAsync(answer, 400, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task refuses_a_body_that_is_not_the_one_signed() =>
        await RefusedAsync(call => (call.InForm, call.SignedBody) = (true, "RoleArn=another"), 400, "SignatureDoesNotMatch");

    [Fact]
    public async Task refuses_a_content_hash_that_is_not_of_the_body_signed() =>
        await RefusedAsync(call => (call.InForm, call.ClaimedBody) = (true, "RoleArn=another"), 400, "SignatureDoesNotMatch");

    [Theory]
    [InlineData("x-acs-version", 400, "InvalidVersion")]
    [InlineData("x-acs-date", 400, "MissingParameter")]
    [InlineData("x-acs-signature-nonce", 400, "MissingParameter")]
    [InlineData("x-acs-content-sha256", 400, "MissingParameter")]
    [InlineData("Authorization", 400, "IncompleteSignature")]
    public async Task needs_every_header(string name, int status, string code) => await RefusedAsync(call => call.Without.Add(name), status, code);

    [Theory]
    [InlineData("host")]
    [InlineData("content-type")]
    [InlineData("x-acs-action")]
    [InlineData("x-acs-version")]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public async Task needs_every_header_signed(string name) => await RefusedAsync(
        call =>
        {
            call.InForm = true;
            call.Unsigned.Add(name);
        },
        400,
        "IncompleteSignature");

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("ACS3-HMAC-SHA256 nothing")]
    [InlineData("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=,Signature=b")]
    [InlineData("OSS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b")]
    public async Task refuses_an_authorization_it_cannot_read(string authorization) =>
        await RefusedAsync(call => call.Tampered["Authorization"] = authorization, 400, "IncompleteSignature");

    [Theory]
    [InlineData(-901)]
    [InlineData(901)]
    public async Task refuses_a_clock_more_than_15_minutes_off(int seconds)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.AssumeAsync(new SignedCall { SignedAt = RunningSimulator.Start.AddSeconds(seconds - Math.Sign(seconds)) });
        await simulator.RefusedAsync(new SignedCall { SignedAt = RunningSimulator.Start.AddSeconds(seconds) }, 400, "InvalidTimeStamp.Expired");
    }

    [Fact]
    public async Task refuses_a_date_in_the_form_of_oss() =>
        await RefusedAsync(call => call.Tampered["x-acs-date"] = "20260314T092653Z", 400, "InvalidTimeStamp.Format");

    [Fact]
    public async Task refuses_a_call_sent_twice()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var call = new SignedCall();
        await simulator.AssumeAsync(call);
        await simulator.RefusedAsync(call, 400, "SignatureNonceUsed");
        call.Nonce = "another";
        await simulator.AssumeAsync(call);
    }

    [Fact]
    public async Task remembers_a_nonce_as_long_as_its_call_is_in_time()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var call = new SignedCall { SignedAt = RunningSimulator.Start.AddMinutes(15) };
        await simulator.AssumeAsync(call);
        simulator.Time.Now += TimeSpan.FromMinutes(30);
        await simulator.RefusedAsync(call, 400, "SignatureNonceUsed");
        simulator.Time.Now += TimeSpan.FromSeconds(1);
        await simulator.RefusedAsync(call, 400, "InvalidTimeStamp.Expired");
    }

    [Fact]
    public async Task lets_nobody_use_up_the_nonce_of_another()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedCall { Nonce = "one", Secret = "another" }, 400, "SignatureDoesNotMatch");
        await simulator.AssumeAsync(new SignedCall { Nonce = "one" });
    }

    [Fact]
    public async Task refuses_an_unknown_key() => await RefusedAsync(call => call.KeyId = "nobody", 404, "InvalidAccessKeyId.NotFound");

    [Fact]
    public async Task refuses_a_token_with_a_long_term_key() =>
        await RefusedAsync(call => call.Token = "any", 400, "InvalidSecurityToken.MismatchWithAccessKey");

    [Fact]
    public async Task takes_a_temporary_key_with_its_token_until_it_ends()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        await simulator.AssumeAsync(Call(Temporary.SecurityToken));
        await simulator.RefusedAsync(Call(null), 400, "MissingSecurityToken");
        await simulator.RefusedAsync(Call("another"), 400, "InvalidSecurityToken.MismatchWithAccessKey");
        simulator.Time.Now += TimeSpan.FromMinutes(30);
        await simulator.RefusedAsync(Call(Temporary.SecurityToken), 400, "InvalidSecurityToken.Expired");

        SignedCall Call(string? token) => new() { KeyId = Temporary.Id, Secret = Temporary.Secret, Token = token, SignedAt = simulator.Time.Now };
    }

    [Fact]
    public async Task refuses_another_action() => await RefusedAsync(call => call.Action = "AssumeRoleWithSAML", 404, "InvalidAction.NotFound");

    [Fact]
    public async Task refuses_another_version() => await RefusedAsync(call => call.Version = "2014-05-26", 400, "InvalidVersion");

    [Fact]
    public async Task refuses_another_verb() => await RefusedAsync(call => call.Method = HttpMethod.Put, 404, "InvalidAction.NotFound");

    [Fact]
    public async Task refuses_a_body_that_is_no_form() =>
        await RefusedAsync(call => (call.InForm, call.FormType) = (true, "text/plain"), 400, "InvalidParameter.ContentType");

    [Fact]
    public async Task refuses_a_body_without_end() =>
        await RefusedAsync(call => (call.InForm, call.Parameters["Policy"]) = (true, new string('a', 200_000)), 413, "RequestEntityTooLarge");

    private static async Task RefusedAsync(Action<SignedCall> breakOneThing, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.AssumeAsync(new SignedCall());
        var call = new SignedCall();
        breakOneThing(call);
        await simulator.RefusedAsync(call, status, code);
    }
}
