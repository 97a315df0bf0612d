using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Objects;

public sealed class RequestSignatureTests
{
    private static readonly AccessKey Temporary = new("STS.temporary", "temporary-secret", "the+token/==", RunningSimulator.Start.AddMinutes(30));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_secret(bool inQuery) =>
        await RefusedAsync(inQuery, request => request.Secret = "another", 403, "SignatureDoesNotMatch");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_verb_than_the_one_signed(bool inQuery) =>
        await RefusedAsync(inQuery, request => request.SignedMethod = HttpMethod.Delete, 403, "SignatureDoesNotMatch");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_an_unknown_key_pair(bool inQuery) =>
        await RefusedAsync(inQuery, request => request.KeyId = "nobody", 403, "InvalidAccessKeyId");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_region(bool inQuery) =>
        await RefusedAsync(inQuery, request => request.Region = "cn-beijing", 400, "InvalidArgument");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_a_token_with_long_term_credentials(bool inQuery) =>
        await RefusedAsync(inQuery, request => request.Token = "any", 403, "InvalidSecurityToken");

    [Theory]
    [InlineData(-901, false)]
    [InlineData(901, false)]
    [InlineData(901, true)]
    public async Task refuses_a_clock_more_than_15_minutes_off(int seconds, bool inQuery) =>
        await RefusedAsync(inQuery, request => request.SignedAt = RunningSimulator.Start.AddSeconds(seconds), 403, "RequestTimeTooSkewed");

    [Fact]
    public async Task refuses_a_presigned_url_past_its_end() =>
        await RefusedAsync(true, request => request.SignedAt = RunningSimulator.Start.AddSeconds(-601), 403, "AccessDenied");

    [Theory]
    [InlineData(0)]
    [InlineData(604801)]
    public async Task refuses_a_life_outside_the_limits(int seconds) =>
        await RefusedAsync(true, request => request.Expires = seconds, 400, "InvalidArgument");

    [Theory]
    [InlineData("x-oss-expires", "3600")]
    [InlineData("response-content-type", "text/html")]
    [InlineData("extra", "")]
    public async Task refuses_a_presigned_url_that_was_changed(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedRequest(HttpMethod.Get, "k") { Expires = 600 }.Build(simulator.Server.Url);
        var query = request.RequestUri!.Query.TrimStart('?').Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
        request.RequestUri = new Uri(simulator.Server.Url, $"/demo-bucket/k?{string.Join('&', query)}&{name}={Uri.EscapeDataString(value)}");
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("OSS4-HMAC-SHA256 nothing")]
    [InlineData("OSS4-HMAC-SHA256 Credential=a/b/c,Signature=d")]
    [InlineData("OSS simulator-key-id")]
    [InlineData("OSS :abc")]
    public async Task refuses_an_authorization_it_cannot_read(string authorization)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedRequest(HttpMethod.Get, "k").Build(simulator.Server.Url);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task takes_temporary_credentials_until_they_end(bool inQuery)
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys.Add(Temporary));
        using var found = await simulator.SendAsync(Request(Temporary.SecurityToken));
        await Refusal.ReadAsync(found, 404, "NoSuchKey");
        using var another = await simulator.SendAsync(Request("another"));
        await Refusal.ReadAsync(another, 403, "InvalidSecurityToken");
        using var none = await simulator.SendAsync(Request(null));
        await Refusal.ReadAsync(none, 403, "InvalidAccessKeyId");

        simulator.Time.Now += TimeSpan.FromMinutes(30);
        using var late = await simulator.SendAsync(Request(Temporary.SecurityToken));
        await Refusal.ReadAsync(late, 403, "SecurityTokenExpired");

        SignedRequest Request(string? token) => new(HttpMethod.Get, "k")
        {
            KeyId = Temporary.Id,
            Secret = Temporary.Secret,
            Token = token,
            Expires = inQuery ? 3600 : null,
            SignedAt = simulator.Time.Now,
        };
    }

    private static async Task RefusedAsync(bool inQuery, Action<SignedRequest> breakOneThing, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var whole = await simulator.SendAsync(Valid());
        await Refusal.ReadAsync(whole, 404, "NoSuchKey");

        var request = Valid();
        breakOneThing(request);
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, status, code);

        SignedRequest Valid() => new(HttpMethod.Get, "k") { Expires = inQuery ? 600 : null };
    }
}
