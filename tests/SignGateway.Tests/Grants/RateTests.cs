using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class RateTests
{
    private const string Json = """{"fileName":"a"}""";

    [Fact]
    public async Task every_answer_tells_what_is_left_and_one_over_the_limit_when_there_is_more()
    {
        await using var gateway = await StartAsync(("GrantsPerUser", "2"));
        Assert.Equal((HttpStatusCode.Created, "2 1 60"), await SignAsync(gateway));
        gateway.Time.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal((HttpStatusCode.Created, "2 0 40"), await SignAsync(gateway));

        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited", "2 0 40"), (status, (string)problem["code"]!, Rate(response)));
        Assert.Equal("40", response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("One user gets 2 grants in a minute", (string)problem["detail"]!, StringComparison.Ordinal);

        gateway.Time.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal((HttpStatusCode.Created, "2 1 60"), await SignAsync(gateway));
    }

    [Fact]
    public async Task other_users_are_not_held_up()
    {
        await using var gateway = await StartAsync(("GrantsPerUser", "1"));
        await SignAsync(gateway);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignAsync(gateway)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SignAsync(gateway, "bob")).Status);
    }

    [Fact]
    public async Task an_address_has_its_own_limit_whoever_asks_and_its_refusals_cost_the_user_nothing()
    {
        await using var gateway = await StartAsync(("GrantsPerAddress", "2"), ("GrantsPerUser", "2"));
        await SignAsync(gateway);
        Assert.Equal((HttpStatusCode.Created, "2 0 60"), await SignAsync(gateway, "bob"));
        for (var time = 0; time < 5; time++)
            Assert.Equal((HttpStatusCode.TooManyRequests, "2 0 30"), await SignAsync(gateway, "carol", time == 0 ? TimeSpan.FromSeconds(30) : TimeSpan.Zero));

        gateway.Time.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal((HttpStatusCode.Created, "2 1 30"), await SignAsync(gateway, "carol"));
    }

    [Fact]
    public async Task a_batch_counts_as_many_as_it_has()
    {
        await using var gateway = await StartAsync(("GrantsPerUser", "3"));
        var batch = $$"""{"uploads":[{{Json}},{{Json}}]}""";

        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: batch)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: batch)).Status);
        Assert.Equal((HttpStatusCode.Created, "3 0 60"), await SignAsync(gateway));
    }

    [Fact]
    public async Task a_directory_counts_as_well()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Limits:GrantsPerUser"] = "1", ["SignGateway:Profiles:default:AllowPrefixGrants"] = "true" });
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4")).Status);
    }

    [Fact]
    public async Task a_request_that_is_wrong_is_told_so_and_costs_nothing()
    {
        await using var gateway = await StartAsync(("GrantsPerUser", "1"));
        for (var time = 0; time < 3; time++)
            Assert.Equal("file_name_invalid", (string)(await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":""}""")).Body["code"]!);

        Assert.Equal(HttpStatusCode.Created, (await SignAsync(gateway)).Status);
    }

    [Fact]
    public async Task a_header_that_nobody_vouches_for_is_no_address()
    {
        await using var gateway = await StartAsync(("GrantsPerAddress", "1"));
        await SignAsync(gateway);

        var (status, _, _) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json, headers: ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    [Fact]
    public async Task without_a_limit_there_are_no_headers()
    {
        await using var gateway = await StartAsync();
        var (_, _, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json);

        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<TestGateway> StartAsync(params (string Key, string Value)[] settings) =>
        TestGateway.StartAsync(settings.ToDictionary(setting => $"SignGateway:Limits:{setting.Key}", setting => (string?)setting.Value));

    private static async Task<(HttpStatusCode Status, string Rate)> SignAsync(TestGateway gateway, string user = "alice", TimeSpan passes = default)
    {
        gateway.Time.Pass(passes);
        var (status, _, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", user, Json);
        return (status, Rate(response));
    }

    private static string Rate(HttpResponseMessage response) =>
        string.Join(' ', ((string[])["Limit", "Remaining", "Reset"]).Select(name => response.Headers.GetValues($"RateLimit-{name}").Single()));
}
