using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

public sealed class FailedCallbackTests : IAsyncLifetime
{
    private const int Limit = 5;

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Limits:FailedCallbacksPerAddress"] = $"{Limit}" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task beyond_the_limit_one_without_a_ticket_is_turned_away_before_its_signature_is_looked_at()
    {
        var grant = await _gateway.SignAsync();
        for (var time = 0; time < Limit; time++)
            Assert.Equal("callback_signature_invalid", await CodeAsync(Forged(grant, "ticket=none")));

        var (status, problem) = await OssCallback.SendAsync(_gateway, Forged(grant, "ticket=none"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (status, (string)problem["code"]!));
        // Correctly signed by OSS, for somebody else's bucket.
        Assert.Equal("rate_limited", await CodeAsync(new OssCallback(grant).Request("bucket=other"u8.ToArray())));
    }

    [Fact]
    public async Task one_that_verifies_with_a_good_ticket_is_never_refused_however_many_have_failed()
    {
        var grants = new List<JsonObject>();
        for (var number = 0; number < 20; number++)
            grants.Add(await _gateway.SignAsync());
        for (var time = 0; time < 4 * Limit; time++)
            await CodeAsync(Forged(grants[0], "ticket=none"));
        Assert.Equal("rate_limited", await CodeAsync(Forged(grants[0], "ticket=none")));

        foreach (var grant in grants)
            Assert.Equal(HttpStatusCode.OK, (await new OssCallback(grant).SendAsync(_gateway)).Status);
    }

    [Fact]
    public async Task a_good_ticket_under_a_wrong_signature_is_still_told_so()
    {
        var grant = await _gateway.SignAsync();
        for (var time = 0; time < Limit; time++)
            await CodeAsync(Forged(grant, "ticket=none"));

        Assert.Equal("callback_signature_invalid", await CodeAsync(Forged(grant, new OssCallback(grant).Body)));
    }

    [Fact]
    public async Task what_went_well_is_no_failure_and_after_a_minute_all_is_forgotten()
    {
        for (var number = 0; number < 2 * Limit; number++)
            Assert.Equal(HttpStatusCode.OK, (await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway)).Status);
        var grant = await _gateway.SignAsync();
        for (var time = 0; time < Limit; time++)
            Assert.Equal("callback_signature_invalid", await CodeAsync(Forged(grant, "ticket=none")));
        Assert.Equal("rate_limited", await CodeAsync(Forged(grant, "ticket=none")));

        _gateway.Time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal("callback_signature_invalid", await CodeAsync(Forged(grant, "ticket=none")));
    }

    private static HttpRequestMessage Forged(JsonObject grant, string body)
    {
        var request = new OssCallback(grant).Request(System.Text.Encoding.UTF8.GetBytes(body));
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", Convert.ToBase64String(new byte[64]));
        return request;
    }

    private async Task<string?> CodeAsync(HttpRequestMessage request) => (string?)(await OssCallback.SendAsync(_gateway, request)).Body["code"];
}
