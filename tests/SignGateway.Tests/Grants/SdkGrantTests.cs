using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using SignGateway.Tests.Credentials;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class SdkGrantTests : IAsyncLifetime
{
    private const string Good = """{"method":"sdk","fileName":"cat.png","contentType":"image/png","vars":{"album":"7"}}""";

    private readonly List<Dictionary<string, string>> _sessions = [];
    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task is_all_that_an_sdk_is_set_up_with()
    {
        var grant = await _gateway.SignAsync(Good);

        Assert.Equal("SDK", (string)grant["method"]!);
        Assert.Null(grant["url"]);
        Assert.Empty(grant["fields"]!.AsObject());
        var sdk = grant["sdk"]!;
        Assert.Equal(("cn-hangzhou", "https://oss-cn-hangzhou.aliyuncs.com", "virtualHosted"), ((string)sdk["region"]!, (string)sdk["endpoint"]!, (string)sdk["urlStyle"]!));
        Assert.Equal(("example-bucket", (string)grant["key"]!, null), ((string)sdk["bucket"]!, (string)sdk["key"]!, (string?)sdk["prefix"]));
        Assert.Equal(("STS.lent-id", "lent-secret", "lent-token"), ((string)sdk["accessKeyId"]!, (string)sdk["accessKeySecret"]!, (string)sdk["securityToken"]!));
        Assert.Equal((string)grant["headers"]!["x-oss-callback"]!, (string)sdk["callback"]!);
        Assert.Equal("""{"x:album":"7"}""", Encoding.UTF8.GetString(Convert.FromBase64String((string)sdk["callbackVar"]!)));
        Assert.Equal("image/png", (string)grant["headers"]!["Content-Type"]!);
    }

    [Fact]
    public async Task its_session_may_put_this_one_object_until_the_grant_ends_and_is_named_for_it()
    {
        var grant = await _gateway.SignAsync(Good);

        var session = _sessions[^1];
        Assert.Equal(
            $$$$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:PutObject","oss:AbortMultipartUpload","oss:ListParts"],"Resource":["acs:oss:*:*:example-bucket/{{{{grant["key"]}}}}"],"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-01-01T12:10:00Z"}}}]}""",
            session["Policy"]);
        Assert.Equal((string)grant["id"]!, session["RoleSessionName"]);
        // The least that STS lends; the policy above ends it earlier.
        Assert.Equal("900", session["DurationSeconds"]);
        Assert.Equal("2026-01-01T12:10:00Z", (string)grant["sdk"]!["expiration"]!);
        Assert.Equal((string)grant["expires"]!, (string)grant["sdk"]!["expiration"]!);
    }

    [Fact]
    public async Task a_longer_grant_has_a_longer_session()
    {
        await _gateway.SignAsync("""{"method":"sdk","fileName":"a","profile":"slow"}""");
        Assert.Equal("1500", _sessions[^1]["DurationSeconds"]);
    }

    [Fact]
    public async Task an_idempotency_key_gets_the_same_key_and_end_and_a_fresh_session_until_then()
    {
        var (_, first, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"method":"sdk","fileName":"a","profile":"slow"}""", headers: ("Idempotency-Key", "k"));
        _gateway.Time.Pass(TimeSpan.FromMinutes(5));
        var (status, again, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"method":"sdk","fileName":"a","profile":"slow"}""", headers: ("Idempotency-Key", "k"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(((string)first["key"]!, (string)first["expires"]!), ((string)again["key"]!, (string)again["expires"]!));
        Assert.Equal("1200", _sessions[^1]["DurationSeconds"]);
        Assert.Equal(_sessions[^2]["Policy"], _sessions[^1]["Policy"]);
    }

    [Fact]
    public async Task its_callback_is_recorded_whatever_body_type_the_profile_asks_for()
    {
        foreach (var profile in (string[])["default", "json"])
        {
            var grant = await _gateway.SignAsync(Good.Replace("{\"method\"", $"{{\"profile\":\"{profile}\",\"method\"", StringComparison.Ordinal));
            _bucket.Put(grant);
            var callback = new OssCallback(grant) { Values = { ["operation"] = "CompleteMultipartUpload" } };
            var (status, answer) = await callback.SendAsync(_gateway);
            Assert.Equal((HttpStatusCode.OK, "stored", "7"), (status, (string)answer["state"]!, (string)answer["vars"]!["album"]!));
        }
    }

    [Fact]
    public async Task an_object_without_ticket_is_known_by_its_key()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant).Ticket = null;
        var (status, upload, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        Assert.Equal((HttpStatusCode.OK, "stored", "object"), (status, (string)upload["state"]!, (string)upload["evidence"]!));
        Assert.Equal("7", (string)upload["vars"]!["album"]!);
    }

    [Fact]
    public async Task another_uploads_ticket_on_it_changes_nothing()
    {
        var (grant, other) = (await _gateway.SignAsync(Good), await _gateway.SignAsync(Good));
        _bucket.Put(grant).Ticket = new GrantParts(other).Ticket;
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm")).Status);
        Assert.Equal("issued", (string)(await _gateway.FindAsync(other))["state"]!);
    }

    [Fact]
    public async Task another_media_type_is_not_what_was_granted()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant).ContentType = "text/html";
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        Assert.Equal((409, "upload_not_stored"), ((int)status, (string)problem["code"]!));
        Assert.Equal("rejected", (string)(await _gateway.FindAsync(grant))["state"]!);
        Assert.True(_bucket.Holds(grant));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task what_its_holder_puts_there_after_it_was_recorded_is_seen_once_the_grant_has_ended(bool isAwayAtFirst)
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant);
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        _bucket.Put(grant).Size = (1L << 30) + 1;

        await SweepAfterAsync(TimeSpan.FromMinutes(10));
        Assert.True(_bucket.Holds(grant));
        _bucket.Trouble = isAwayAtFirst ? HttpStatusCode.ServiceUnavailable : null;
        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        _bucket.Trouble = null;
        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal("rejected", (string)(await _gateway.FindAsync(grant))["state"]!);
        Assert.False(_bucket.Holds(grant));
    }

    [Fact]
    public async Task what_stays_as_it_was_recorded_is_looked_at_once_after_the_end()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant);
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        var looks = _gateway.Oss.Calls.Count;

        for (var sweep = 0; sweep < 5; sweep++)
            await SweepAfterAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(looks + 1, _gateway.Oss.Calls.Count);
        Assert.Equal("stored", (string)(await _gateway.FindAsync(grant))["state"]!);
    }

    [Fact]
    public async Task what_is_deleted_goes_without_a_ticket_too()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant).Ticket = null;
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        Assert.Equal(HttpStatusCode.NoContent, (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}")).Status);
        Assert.False(_bucket.Holds(grant));
    }

    [Fact]
    public async Task without_STS_there_is_none_and_the_reason_is_told()
    {
        await using var gateway = await StartAsync(lends: false);
        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Good);
        Assert.Equal((503, "credentials_unavailable"), ((int)status, (string)problem["code"]!));
        Assert.Contains("Throttling.User", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.DoesNotContain("caller-secret", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_user_gets_only_so_many_in_a_minute_and_others_theirs()
    {
        await _gateway.SignAsync(Good);
        _gateway.Time.Pass(TimeSpan.FromSeconds(20));
        await _gateway.SignAsync(Good);
        await _gateway.SignAsync(Good);
        var asked = _sessions.Count;

        var (status, problem, response) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Good);
        Assert.Equal((429, "rate_limited"), ((int)status, (string)problem["code"]!));
        Assert.Equal(TimeSpan.FromSeconds(40), response.Headers.RetryAfter!.Delta);
        Assert.Equal(asked, _sessions.Count);
        Assert.Equal(3, (await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray().Count);

        await _gateway.SignAsync(Good, user: "bob");
        _gateway.Time.Pass(TimeSpan.FromSeconds(40));
        await _gateway.SignAsync(Good);
    }

    [Fact]
    public async Task all_users_together_get_only_so_many_in_a_minute()
    {
        for (var user = 0; user < 5; user++)
            await _gateway.SignAsync(Good, user: $"user-{user}");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", user: "user-5", json: Good)).Status);
    }

    [Fact]
    public async Task a_form_is_not_limited_with_them()
    {
        for (var count = 0; count < 10; count++)
            await _gateway.SignAsync();
    }

    [Fact]
    public async Task a_directory_has_a_session_and_a_callback_for_whatever_is_below_it()
    {
        var grant = await _gateway.SignAsync("""{"method":"sdk","prefix":true,"profile":"folders","vars":{"album":"7"}}""");

        var directory = (string)grant["sdk"]!["prefix"]!;
        Assert.EndsWith($"{grant["id"]}/", directory, StringComparison.Ordinal);
        Assert.Null(grant["key"]);
        Assert.Null(grant["sdk"]!["key"]);
        Assert.Contains($"\"acs:oss:*:*:example-bucket/{directory}*\"", _sessions[^1]["Policy"], StringComparison.Ordinal);
        Assert.Null(grant["headers"]!["x-oss-meta-upload-ticket"]);
        Assert.Null(grant["headers"]!["Content-Type"]);

        var callback = new OssCallback(grant) { Values = { ["object"] = $"{directory}cat.png", ["mimeType"] = "image/png" } };
        var (status, answer) = await callback.SendAsync(_gateway);
        Assert.Equal((HttpStatusCode.OK, "cat.png", "7"), (status, (string)answer["fileName"]!, (string)answer["vars"]!["album"]!));

        callback.Values["object"] = "uploads/elsewhere/cat.png";
        Assert.Equal("ticket_mismatch", (string)(await callback.SendAsync(_gateway)).Body["code"]!);
    }

    [Theory]
    [InlineData("""{"method":"sdk","prefix":true}""", 403, "profile_forbidden")]
    [InlineData("""{"method":"sdk","prefix":true,"profile":"folders","fileName":"a"}""", 400, "request_malformed")]
    [InlineData("""{"method":"sdk","prefix":"yes","profile":"folders"}""", 400, "request_malformed")]
    [InlineData("""{"method":"sdk","profile":"folders"}""", 422, "file_name_invalid")]
    public async Task a_directory_is_asked_for_by_itself_and_where_the_profile_allows_it(string json, int status, string code)
    {
        var (answered, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);
        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
    }

    [Fact]
    public async Task nothing_of_it_is_in_the_log()
    {
        var grant = await _gateway.SignAsync(Good);
        foreach (var secret in (string[])["lent-secret", "lent-token", "caller-secret", (string)grant["sdk"]!["callback"]!])
            Assert.DoesNotContain(_gateway.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private async Task SweepAfterAsync(TimeSpan time)
    {
        _gateway.Time.Pass(time);
        await _gateway.SweepAsync();
    }

    private async Task<TestGateway> StartAsync(bool lends = true)
    {
        var settings = CredentialHost.Sts().ToDictionary(pair => $"SignGateway:{pair.Key}", pair => pair.Value);
        foreach (var profile in (string[])["default", "json", "slow", "folders"])
        {
            settings[$"SignGateway:Profiles:{profile}:Methods:0"] = "Post";
            settings[$"SignGateway:Profiles:{profile}:Methods:1"] = "Sdk";
            settings[$"SignGateway:Profiles:{profile}:VerifyObject"] = "Before";
        }

        settings["SignGateway:Profiles:json:CallbackBodyType"] = "Json";
        settings["SignGateway:Profiles:slow:GrantLifetime"] = "00:25:00";
        settings["SignGateway:Profiles:folders:AllowPrefixGrants"] = "true";
        settings["SignGateway:Profiles:folders:VerifyObject"] = "Background";
        settings["SignGateway:Reconcile:Interval"] = "1.00:00:00";
        settings["SignGateway:Grants:SdkPerUser"] = "3";
        settings["SignGateway:Grants:SdkPerProcess"] = "5";
        var gateway = await TestGateway.StartAsync(settings, sts: new StandInHost { Answer = request => Lend(request, lends) });
        gateway.Oss.Answer = _bucket.Answer;
        return gateway;
    }

    // The gateway's own token and those of uploaders come from one service; only the latter's sessions have a policy.
    private HttpResponseMessage Lend(HttpRequestMessage request, bool lends)
    {
        var form = QueryHelpers.ParseQuery(request.Content!.ReadAsStringAsync().GetAwaiter().GetResult()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        if (!form.ContainsKey("Policy"))
            return CredentialHost.Json("""{"Credentials":{"AccessKeyId":"STS.own-id","AccessKeySecret":"own-secret","SecurityToken":"own-token","Expiration":"2026-01-01T13:00:00Z"}}""");
        if (!lends)
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"Code":"Throttling.User","RequestId":"1"}""") };
        _sessions.Add(form);
        return CredentialHost.Json("""{"Credentials":{"AccessKeyId":"STS.lent-id","AccessKeySecret":"lent-secret","SecurityToken":"lent-token","Expiration":"2026-01-01T13:00:00Z"}}""");
    }
}
