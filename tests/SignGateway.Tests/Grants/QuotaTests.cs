using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class QuotaTests
{
    private const string Sized = """{"fileName":"cat.png","contentType":"image/png","size":1000}""";
    private const string Unsized = """{"fileName":"cat.png","contentType":"image/png"}""";

    [Fact]
    public async Task pending_grants_are_refused_beyond_the_limit_until_the_earliest_ends()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "2"));
        await gateway.SignAsync(Sized);
        gateway.Time.Pass(TimeSpan.FromMinutes(1));
        await gateway.SignAsync(Sized);

        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized);

        Assert.Equal((HttpStatusCode.TooManyRequests, "quota_exceeded"), (status, (string)problem["code"]!));
        Assert.Contains("quota of profile default is 2 pending grants, of which 2 are used", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal("540", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(("2", "0", "540"), Rate(response));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Null(problem["index"]);

        gateway.Time.Pass(TimeSpan.FromMinutes(9));
        await gateway.SignAsync(Sized);
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));
    }

    [Fact]
    public async Task another_user_has_a_quota_of_their_own()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "1"));
        await gateway.SignAsync(Sized);

        await gateway.SignAsync(Sized, user: "bob");
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));
    }

    [Fact]
    public async Task a_grant_without_a_size_takes_all_that_it_allows()
    {
        await using var gateway = await StartAsync(("Quota:Bytes", "5000"), ("MaxBytes", "4000"));
        await gateway.SignAsync(Unsized);

        var (_, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Unsized);
        Assert.Contains("is 5000 bytes, of which 4000 are used", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(("5000", "1000", "600"), Rate(response));
        await gateway.SignAsync(Sized);
    }

    [Fact]
    public async Task what_was_stored_counts_with_its_size_and_the_rest_of_the_reservation_is_free()
    {
        await using var gateway = await StartAsync(("Quota:Bytes", "50000"), ("Quota:Count", "3"), ("MaxBytes", "50000"));
        var grant = await gateway.SignAsync(Unsized);
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));

        // 48,213 bytes of 50,000.
        Assert.Equal(HttpStatusCode.OK, (await new OssCallback(grant).SendAsync(gateway)).Status);

        await gateway.SignAsync(Sized);
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));
        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        await gateway.SignAsync(Sized);
        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        var (_, _, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a","size":2000}""");
        // Nothing is pending, so waiting helps nobody.
        Assert.False(response.Headers.Contains("Retry-After"));
        Assert.False(response.Headers.Contains("RateLimit-Reset"));
        Assert.Equal("1787", response.Headers.GetValues("RateLimit-Remaining").Single());
    }

    [Fact]
    public async Task a_delete_frees_what_was_stored_and_a_revoked_grant_what_it_held()
    {
        await using var gateway = await StartAsync(("Quota:Count", "1"));
        var grant = await gateway.SignAsync(Sized);
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));
        Assert.Equal(HttpStatusCode.NoContent, (await gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}")).Status);

        var second = await gateway.SignAsync(Unsized);
        await new OssCallback(second).SendAsync(gateway);
        gateway.Time.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));
        await DeleteRecordAsync(gateway, second);
        await gateway.SignAsync(Sized);
    }

    [Fact]
    public async Task a_callback_that_comes_late_is_recorded_though_the_room_is_another_grants_by_then()
    {
        await using var gateway = await StartAsync(("Quota:Count", "1"));
        var late = await gateway.SignAsync(Unsized);
        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        await gateway.SignAsync(Unsized);

        Assert.Equal(HttpStatusCode.OK, (await new OssCallback(late).SendAsync(gateway)).Status);

        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Unsized));
    }

    [Fact]
    public async Task a_batch_is_refused_whole_and_names_the_first_that_does_not_fit()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "3"));
        await gateway.SignAsync(Sized);
        var batch = $$"""{"uploads":[{{Sized}},{{Sized}},{{Sized}}]}""";

        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: batch);

        Assert.Equal((HttpStatusCode.TooManyRequests, "quota_exceeded", 2), (status, (string)problem["code"]!, (int)problem["index"]!));
        Assert.Single((await gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: $$"""{"uploads":[{{Sized}},{{Sized}}]}""")).Status);
    }

    [Fact]
    public async Task a_repeated_request_reserves_once()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "1"));
        var (first, grant, _) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, headers: ("Idempotency-Key", "k"));
        var (second, again, _) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, headers: ("Idempotency-Key", "k"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, second));
        Assert.Equal((string)grant["id"]!, (string)again["id"]!);
        Assert.Equal("quota_exceeded", (string)(await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, headers: ("Idempotency-Key", "other"))).Body["code"]!);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("guest", 1)]
    [InlineData("paying", 3)]
    [InlineData("paying staff", 4)]
    [InlineData("trial", 1)]
    public async Task of_the_callers_roles_the_most_generous_counts(string? roles, int grants)
    {
        // What the role trial says nothing of stays as it is for everybody.
        await using var gateway = await StartAsync(
            ("Quota:Pending", "1"), ("Quota:Roles:paying:Pending", "3"), ("Quota:Roles:staff:Pending", "4"), ("Quota:Roles:trial:Bytes", "1000000"));
        for (var number = 0; number < grants; number++)
            Assert.Equal(HttpStatusCode.Created, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, roles: roles)).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, roles: roles)).Status);
    }

    [Fact]
    public async Task a_role_can_have_less_than_others()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "5"), ("Quota:Roles:guest:Pending", "1"));
        await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, roles: "guest");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized, roles: "guest")).Status);
        Assert.Equal(HttpStatusCode.Created, (await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized)).Status);
    }

    [Fact]
    public async Task a_directory_takes_what_may_come_below_it()
    {
        await using var gateway = await StartAsync(("Quota:Count", "10"), ("AllowPrefixGrants", "true"), ("PrefixMaxObjects", "9"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4")).Status);

        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4");
        Assert.Equal((HttpStatusCode.TooManyRequests, "quota_exceeded"), (status, (string)problem["code"]!));
        Assert.Contains("is 10 uploads, of which 9 are used", (string)problem["detail"]!, StringComparison.Ordinal);
        await gateway.SignAsync(Sized);
        Assert.Equal("quota_exceeded", await CodeAsync(gateway, Sized));

        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4")).Status);
    }

    [Fact]
    public async Task of_many_at_once_exactly_as_many_as_fit_are_granted()
    {
        await using var gateway = await StartAsync(("Quota:Pending", "20"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Sized)));

        Assert.Equal(20, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(80, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
    }

    private static Task<TestGateway> StartAsync(params (string Key, string Value)[] settings) =>
        TestGateway.StartAsync(settings.ToDictionary(setting => $"SignGateway:Profiles:default:{setting.Key}", setting => (string?)setting.Value));

    private static async Task<string?> CodeAsync(TestGateway gateway, string json) =>
        (string?)(await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json)).Body["code"];

    private static async Task DeleteRecordAsync(TestGateway gateway, JsonObject grant)
    {
        var found = (await gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None))!;
        Assert.True(await gateway.Ledger.ReplaceAsync(found, found with { State = UploadState.Deleted }, CancellationToken.None));
    }

    private static (string, string, string) Rate(HttpResponseMessage response) => (
        response.Headers.GetValues("RateLimit-Limit").Single(),
        response.Headers.GetValues("RateLimit-Remaining").Single(),
        response.Headers.GetValues("RateLimit-Reset").Single());
}
