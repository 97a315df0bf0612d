using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Signing;

/// <summary>Requests with the older signature.</summary>
public sealed class V1RequestTests
{
    private static readonly AccessKey Temporary = new("STS.temporary", "temporary-secret", "the+token/==", RunningSimulator.Start.AddMinutes(30));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_secret(bool inQuery) => await RefusedAsync(inQuery, request => request.Secret = "another", "SignatureDoesNotMatch");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_verb(bool inQuery) => await RefusedAsync(inQuery, request => request.SignedMethod = HttpMethod.Head, "SignatureDoesNotMatch");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_an_unknown_key_pair(bool inQuery) => await RefusedAsync(inQuery, request => request.KeyId = "nobody", "InvalidAccessKeyId");

    [Theory]
    [InlineData(-901)]
    [InlineData(901)]
    public async Task refuses_a_clock_more_than_15_minutes_off(int seconds) =>
        await RefusedAsync(false, request => request.SignedAt = RunningSimulator.Start.AddSeconds(seconds), "RequestTimeTooSkewed");

    [Fact]
    public async Task refuses_a_url_at_its_end() => await RefusedAsync(true, request => request.SignedAt = RunningSimulator.Start.AddSeconds(-600), "AccessDenied");

    [Fact]
    public async Task refuses_a_date_it_cannot_read() => await RefusedAsync(false, request => request.With("x-oss-date", "20260314T092653Z"), "AccessDenied");

    [Fact]
    public async Task takes_a_date_that_browsers_can_set()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Valid(false).With("x-oss-date", RunningSimulator.Start.ToString("R")));
        await Refusal.ReadAsync(answer, 404, "NoSuchKey");
    }

    [Theory]
    [InlineData("OSSAccessKeyId")]
    [InlineData("Expires")]
    [InlineData("Signature")]
    public async Task refuses_a_url_without_one_of_three_parameters(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Valid(true).Build(simulator.Server.Url);
        var query = request.RequestUri!.Query.TrimStart('?').Split('&').Where(pair => !pair.StartsWith(name, StringComparison.Ordinal));
        request.RequestUri = new Uri(simulator.Server.Url, $"/demo-bucket/k?{string.Join('&', query)}");
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, "AccessDenied");
    }

    [Theory]
    [InlineData("Expires=1773480999", "SignatureDoesNotMatch")]
    [InlineData("Expires=soon", "AccessDenied")]
    public async Task refuses_another_end(string other, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Valid(true).Build(simulator.Server.Url);
        request.RequestUri = new Uri(System.Text.RegularExpressions.Regex.Replace(request.RequestUri!.AbsoluteUri, "Expires=[0-9]+", other));
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, code);
    }

    [Theory]
    [InlineData("uploadId", "another")]
    [InlineData("response-content-type", "text/html")]
    public async Task refuses_a_sub_resource_that_was_not_signed(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Valid(true).Build(simulator.Server.Url);
        request.RequestUri = new Uri($"{request.RequestUri!.AbsoluteUri}&{name}={value}");
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task takes_temporary_credentials_until_they_end(bool inQuery)
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.AccessKeys.Add(Temporary));
        foreach (var (token, status, code) in new[] { (Temporary.SecurityToken, 404, "NoSuchKey"), ("another", 403, "InvalidSecurityToken"), (null, 403, "InvalidAccessKeyId") })
        {
            using var answer = await simulator.SendAsync(Valid(inQuery).As(Temporary with { SecurityToken = token }));
            await Refusal.ReadAsync(answer, status, code);
        }

        simulator.Time.Now += TimeSpan.FromMinutes(30);
        var late = Valid(inQuery).As(Temporary);
        late.SignedAt = simulator.Time.Now;
        using var refused = await simulator.SendAsync(late);
        await Refusal.ReadAsync(refused, 403, "SecurityTokenExpired");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_two_signatures(bool isV1)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Valid(isV1).Build(simulator.Server.Url);
        if (isV1) request.Headers.TryAddWithoutValidation("Authorization", "OSS a:b");
        else request.RequestUri = new Uri(request.RequestUri!.AbsoluteUri + "?x-oss-signature=a");
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    private static SignedRequest Valid(bool inQuery) => new(HttpMethod.Get, "k") { IsV1 = true, Expires = inQuery ? 600 : null };

    private static async Task RefusedAsync(bool inQuery, Action<SignedRequest> breakOneThing, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var whole = await simulator.SendAsync(Valid(inQuery));
        await Refusal.ReadAsync(whole, 404, "NoSuchKey");

        var request = Valid(inQuery);
        breakOneThing(request);
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, code);
    }
}
