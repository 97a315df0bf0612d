using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

/// <summary>What OSS makes of a key that STS has issued, wherever it signs.</summary>
public sealed class IssuedKeyTests
{
    public enum Way
    {
        Header,
        Query,
        FormV4,
        FormV1,
    }

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task takes_it_with_its_token(Way way)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await SendAsync(simulator, way, await simulator.AssumeAsync());
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task takes_a_token_of_three_kilobytes(Way way)
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.SecurityTokenLength = 3072);
        using var answer = await SendAsync(simulator, way, await simulator.AssumeAsync());
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_without_its_token(Way way) =>
        await RefusedAsync(way, key => key with { SecurityToken = null }, "InvalidAccessKeyId");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_with_a_token_cut_short(Way way) =>
        await RefusedAsync(way, key => key with { SecurityToken = key.SecurityToken![..^1] }, "InvalidSecurityToken");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_with_an_encoded_token(Way way) =>
        await RefusedAsync(way, key => key with { SecurityToken = Uri.EscapeDataString(key.SecurityToken!) }, "InvalidSecurityToken");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_with_the_token_of_another_key(Way way)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (one, other) = (await simulator.AssumeAsync(), await simulator.AssumeAsync());
        using var answer = await SendAsync(simulator, way, one with { SecurityToken = other.SecurityToken });
        await Refusal.ReadAsync(answer, 403, "InvalidSecurityToken");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_with_another_secret(Way way) =>
        await RefusedAsync(way, key => key with { Secret = "another" }, "SignatureDoesNotMatch");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task refuses_it_past_its_end_though_the_signature_lasts(Way way)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await simulator.AssumeAsync(new SignedCall().With("DurationSeconds", "900"));
        var signedAt = RunningSimulator.Start.AddMinutes(10);
        simulator.Time.Now = RunningSimulator.Start.AddSeconds(899);
        using var inTime = await SendAsync(simulator, way, key, signedAt);
        Assert.Equal(200, (int)inTime.StatusCode);

        simulator.Time.Now = RunningSimulator.Start.AddSeconds(900);
        using var late = await SendAsync(simulator, way, key, signedAt);
        await Refusal.ReadAsync(late, 403, "SecurityTokenExpired");
    }

    [Fact]
    public async Task needs_the_token_pinned_by_a_v4_policy()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = Form(await simulator.AssumeAsync(), RunningSimulator.Start);
        form.Without.Add("condition:x-oss-security-token");
        await simulator.RefusedAsync(form, 400, "InvalidPolicyDocument");
    }

    [Fact]
    public async Task is_known_to_no_simulator_but_its_own()
    {
        await using var one = await RunningSimulator.StartAsync();
        await using var other = await RunningSimulator.StartAsync();
        using var answer = await SendAsync(other, Way.Header, await one.AssumeAsync());
        await Refusal.ReadAsync(answer, 403, "InvalidAccessKeyId");
    }

    private static async Task RefusedAsync(Way way, Func<AccessKey, AccessKey> breakOneThing, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await SendAsync(simulator, way, breakOneThing(await simulator.AssumeAsync()));
        await Refusal.ReadAsync(answer, 403, code);
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningSimulator simulator, Way way, AccessKey key, DateTimeOffset? signedAt = null)
    {
        var time = signedAt ?? RunningSimulator.Start;
        return way switch
        {
            Way.FormV4 => await simulator.PostAsync(Form(key, time)),
            Way.FormV1 => await simulator.PostAsync(Form(key, time).BuildV1()),
            _ => await simulator.SendAsync(new SignedRequest(HttpMethod.Get, "")
            {
                KeyId = key.Id,
                Secret = key.Secret,
                Token = key.SecurityToken,
                SignedAt = time,
                Expires = way == Way.Query ? 3600 : null,
                Query = { ["list-type"] = "2" },
            }),
        };
    }

    private static SignedForm Form(AccessKey key, DateTimeOffset time) =>
        new() { KeyId = key.Id, Secret = key.Secret, Token = key.SecurityToken, SignedAt = time, Life = TimeSpan.FromHours(1) };
}
