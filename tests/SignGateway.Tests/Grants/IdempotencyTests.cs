using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task the_same_key_and_body_get_the_same_upload_signed_again()
    {
        var (_, first) = await SignAsync("k");
        _gateway.Time.Pass(TimeSpan.FromMinutes(1));
        var (status, again) = await SignAsync("k");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((string)first["id"]!, (string)again["id"]!);
        Assert.Equal((string)first["key"]!, (string)again["key"]!);
        Assert.Equal((string)first["expires"]!, (string)again["expires"]!);
        Assert.NotEqual((string)first["fields"]!["x-oss-signature"]!, (string)again["fields"]!["x-oss-signature"]!);
        Assert.Equal(HttpStatusCode.OK, (await new OssCallback(again).SendAsync(_gateway)).Status);
    }

    [Fact]
    public async Task at_the_same_instant_all_get_one_upload()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SignAsync("k")));
        Assert.Single(answers.Select(answer => (string)answer.Body["id"]!).Distinct());
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task another_body_is_a_conflict()
    {
        await SignAsync("k");
        var (status, problem) = await SignAsync("k", """{"fileName":"b"}""");
        Assert.Equal((422, "idempotency_conflict"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task another_user_has_keys_of_their_own() =>
        Assert.NotEqual((string)(await SignAsync("k")).Body["id"]!, (string)(await SignAsync("k", user: "bob")).Body["id"]!);

    [Fact]
    public async Task another_route_has_keys_of_its_own()
    {
        await SignAsync("k");
        var (status, _, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: """{"uploads":[{"fileName":"a"}]}""", headers: ("Idempotency-Key", "k"));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task a_batch_is_repeated_as_a_whole()
    {
        async Task<string[]> IdsAsync() => [.. (await _gateway.SendAsync(
            HttpMethod.Post, "/v1/uploads:batch", json: """{"uploads":[{"fileName":"a"},{"fileName":"b"}]}""", headers: ("Idempotency-Key", "k"))).Body["grants"]!
            .AsArray().Select(grant => (string)grant!["id"]!)];
        Assert.Equal(await IdsAsync(), await IdsAsync());
    }

    [Fact]
    public async Task after_the_grants_end_the_key_is_free_again()
    {
        var (_, first) = await SignAsync("k");
        _gateway.Time.Pass(TimeSpan.FromMinutes(10));
        var (status, next) = await SignAsync("k", """{"fileName":"b"}""");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.NotEqual((string)first["id"]!, (string)next["id"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData(256)]
    public async Task a_key_that_is_no_key(object key)
    {
        var text = key is int length ? new string('k', length) : (string)key;
        var (status, problem) = await SignAsync(text);
        Assert.Equal((400, "request_malformed"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task a_key_of_255_characters_is_one() => Assert.Equal(HttpStatusCode.Created, (await SignAsync(new string('~', 255))).Status);

    private async Task<(HttpStatusCode Status, JsonObject Body)> SignAsync(string key, string json = """{"fileName":"a"}""", string user = "alice")
    {
        var (status, body, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", user, json, headers: ("Idempotency-Key", key));
        return (status, body);
    }
}
