using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Posting;

public sealed class FormSignatureTests
{
    private static readonly AccessKey Temporary = new("STS.temporary", "temporary-secret", "the+token/==", RunningSimulator.Start.AddMinutes(30));

    [Theory]
    [InlineData("x-oss-signature", 400, "InvalidArgument")]
    [InlineData("x-oss-signature-version", 400, "InvalidArgument")]
    [InlineData("x-oss-credential", 400, "InvalidArgument")]
    [InlineData("x-oss-date", 400, "InvalidArgument")]
    [InlineData("policy", 400, "InvalidArgument")]
    public async Task needs_every_field_of_v4(string missing, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Without = { missing } }, status, code);
    }

    [Theory]
    [InlineData("x-oss-signature", "0000000000000000000000000000000000000000000000000000000000000000", 403, "SignatureDoesNotMatch")]
    [InlineData("policy", "e30=", 403, "SignatureDoesNotMatch")]
    [InlineData("x-oss-signature-version", "OSS4-HMAC-SHA1", 400, "InvalidArgument")]
    [InlineData("x-oss-credential", "simulator-key-id/20260314/cn-hangzhou/oss", 400, "InvalidArgument")]
    [InlineData("x-oss-credential", "simulator-key-id/20260314/cn-hangzhou/sts/aliyun_v4_request", 400, "InvalidArgument")]
    [InlineData("x-oss-credential", "nobody/20260314/cn-hangzhou/oss/aliyun_v4_request", 403, "InvalidAccessKeyId")]
    [InlineData("x-oss-date", "2026-03-14T09:26:53Z", 400, "InvalidArgument")]
    [InlineData("x-oss-date", "20260313T092653Z", 400, "InvalidArgument")]
    public async Task refuses_a_field_changed_after_signing(string field, string value, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Tampered = { [field] = value } }, status, code);
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task refuses_another_secret()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Secret = "another" }, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task refuses_another_region()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Region = "cn-beijing" }, 400, "InvalidArgument");
    }

    [Fact]
    public async Task refuses_a_credential_of_another_day_than_the_date()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Day = "20260313" }, 400, "InvalidArgument");
    }

    [Theory]
    [InlineData("x-oss-credential")]
    [InlineData("x-oss-date")]
    [InlineData("x-oss-signature-version")]
    public async Task refuses_a_v4_policy_that_leaves_out_a_required_condition(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Without = { "condition:" + name } }, 400, "InvalidPolicyDocument");
    }

    [Fact]
    public async Task takes_a_clock_that_runs_ahead_by_15_minutes_and_no_more()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var ahead = await simulator.PostAsync(new SignedForm { SignedAt = RunningSimulator.Start.AddMinutes(15) });
        Assert.Equal(200, (int)ahead.StatusCode);
        await simulator.RefusedAsync(new SignedForm { SignedAt = RunningSimulator.Start.AddMinutes(15).AddSeconds(1) }, 403, "RequestTimeTooSkewed");
    }

    [Fact]
    public async Task takes_a_signature_for_seven_days_whatever_the_policy_says()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var life = TimeSpan.FromDays(30);
        using var old = await simulator.PostAsync(new SignedForm { SignedAt = RunningSimulator.Start.AddDays(-7), Life = life });
        Assert.Equal(200, (int)old.StatusCode);
        await simulator.RefusedAsync(new SignedForm { SignedAt = RunningSimulator.Start.AddDays(-7).AddSeconds(-1), Life = life }, 403, "AccessDenied");
    }

    [Fact]
    public async Task refuses_an_expired_policy()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm();
        simulator.Time.Now += form.Life - TimeSpan.FromSeconds(1);
        using var inTime = await simulator.PostAsync(form);
        Assert.Equal(200, (int)inTime.StatusCode);
        simulator.Time.Now += TimeSpan.FromSeconds(1);
        var error = await simulator.RefusedAsync(form, 403, "AccessDenied");
        Assert.Equal("Invalid according to Policy: Policy expired.", error.Element("Message")!.Value);
    }

    [Fact]
    public async Task refuses_an_anonymous_form()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = new MultipartBody().Field("key", SignedForm.Key).File("x"u8.ToArray()).End();
        using var answer = await simulator.PostAsync(body);
        await Refusal.ReadAsync(answer, 403, "AccessDenied");
    }

    [Theory]
    [InlineData("OSSAccessKeyId")]
    [InlineData("policy")]
    [InlineData("Signature")]
    public async Task needs_all_three_fields_of_v1(string missing)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm { Without = { missing } }.BuildV1());
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Fact]
    public async Task refuses_a_wrong_v1_signature()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm { Secret = "another" }.BuildV1());
        await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task takes_temporary_credentials_with_their_token()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        using var v4 = await simulator.PostAsync(SignedByTemporary(Temporary.SecurityToken));
        Assert.Equal(200, (int)v4.StatusCode);
        using var v1 = await simulator.PostAsync(SignedByTemporary(Temporary.SecurityToken).BuildV1());
        Assert.Equal(200, (int)v1.StatusCode);
    }

    [Fact]
    public async Task refuses_temporary_credentials_without_their_token()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        await simulator.RefusedAsync(SignedByTemporary(null), 403, "InvalidAccessKeyId");
    }

    [Fact]
    public async Task refuses_temporary_credentials_with_another_token()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        await simulator.RefusedAsync(SignedByTemporary("another"), 403, "InvalidSecurityToken");
    }

    [Fact]
    public async Task refuses_a_token_with_long_term_credentials()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Token = "any" }, 403, "InvalidSecurityToken");
    }

    [Fact]
    public async Task refuses_temporary_credentials_past_their_end()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        simulator.Time.Now += TimeSpan.FromMinutes(30);
        var form = SignedByTemporary(Temporary.SecurityToken);
        form.Life = TimeSpan.FromHours(1);
        await simulator.RefusedAsync(form, 403, "SecurityTokenExpired");
    }

    [Fact]
    public async Task refuses_a_v4_policy_that_does_not_name_the_token()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys = [Temporary]);
        var form = SignedByTemporary(Temporary.SecurityToken);
        form.Without.Add("condition:x-oss-security-token");
        await simulator.RefusedAsync(form, 400, "InvalidPolicyDocument");
    }

    private static SignedForm SignedByTemporary(string? token) => new() { KeyId = Temporary.Id, Secret = Temporary.Secret, Token = token };
}
