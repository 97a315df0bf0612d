using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class PrefixGrantTests
{
    private const string V1 = "/v1/compat/aliyun/v1";
    private const string V4 = "/v1/compat/aliyun/v4";

    [Theory]
    [InlineData(V4)]
    [InlineData("/get_post_signature_for_oss_upload")]
    public async Task answers_the_official_v4_page(string route)
    {
        await using var gateway = await StartAsync();
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, route);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["callback", "dir", "expire", "host", "policy", "security_token", "signature", "version", "x_oss_credential", "x_oss_date", "x_oss_signature_version"],
            body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("https://example-bucket.oss-cn-hangzhou.aliyuncs.com", (string)body["host"]!);
        Assert.Equal(("OSS4-HMAC-SHA256", "OSS4-HMAC-SHA256", ""), ((string)body["version"]!, (string)body["x_oss_signature_version"]!, (string)body["security_token"]!));
        Assert.Equal(gateway.Time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), (long)body["expire"]!);
        var conditions = Conditions(body);
        Assert.Contains($"""["starts-with","$key","{body["dir"]}"]""", conditions);
        Assert.Contains($"""["eq","$callback","{body["callback"]}"]""", conditions);
        Assert.Contains("""{"bucket":"example-bucket"}""", conditions);
        Assert.Contains("""["content-length-range",1,1073741824]""", conditions);
        Assert.Contains($$"""{"x-oss-credential":"{{body["x_oss_credential"]}}"}""", conditions);
    }

    [Fact]
    public async Task answers_the_official_v1_page()
    {
        await using var gateway = await StartAsync();
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, V1);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["OSSAccessKeyId", "accessId", "accessid", "callback", "callback-var", "dir", "expire", "host", "policy", "signature"],
            body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.All((string[])["accessid", "accessId", "OSSAccessKeyId"], name => Assert.Equal("key-id", (string)body[name]!));
        var conditions = Conditions(body);
        Assert.Equal(3, conditions.Count);
        Assert.Contains($"""["starts-with","$key","{body["dir"]}"]""", conditions);
        Assert.DoesNotContain(conditions, condition => condition.Contains("callback", StringComparison.Ordinal));
    }

    [Fact]
    public async Task each_grant_has_a_directory_of_its_own()
    {
        await using var gateway = await StartAsync();
        var first = await GrantAsync(gateway);
        var second = await GrantAsync(gateway);
        Assert.NotEqual((string)first["dir"]!, (string)second["dir"]!);
        Assert.EndsWith("/", (string)first["dir"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(V1)]
    [InlineData(V4)]
    public async Task is_refused_unless_the_profile_allows_it(string route)
    {
        await using var gateway = await TestGateway.StartAsync();
        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, route);
        Assert.Equal((403, "profile_forbidden"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task is_refused_where_there_is_no_such_profile()
    {
        await using var gateway = await StartAsync();
        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, $"{V4}?profile=nothing");
        Assert.Equal((404, "profile_unknown"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task is_refused_to_nobody()
    {
        await using var gateway = await StartAsync();
        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, V4, user: null);
        Assert.Equal((401, "unauthenticated"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task is_never_shown_as_an_upload()
    {
        await using var gateway = await StartAsync();
        var id = ((string)(await GrantAsync(gateway))["dir"]!).Split('/')[^2];
        var (_, list, _) = await gateway.SendAsync(HttpMethod.Get, "/v1/uploads");
        Assert.Empty(list["items"]!.AsArray());
        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}");
        Assert.Equal((404, "upload_not_found"), ((int)status, (string)problem["code"]!));
        var (wrong, _, _) = await gateway.SendAsync(HttpMethod.Get, "/v1/uploads?state=prefix");
        Assert.Equal(HttpStatusCode.BadRequest, wrong);
    }

    [Fact]
    public async Task each_object_in_it_becomes_an_upload_of_its_own()
    {
        await using var gateway = await StartAsync();
        var grant = await GrantAsync(gateway);

        var (_, first) = await OssCallback.Under(grant, "猫 1.png", "image/png").SendAsync(gateway);
        var (_, second) = await OssCallback.Under(grant, "sub/b.txt", "text/plain").SendAsync(gateway);

        Assert.NotEqual((string)first["id"]!, (string)second["id"]!);
        Assert.Equal(("猫 1.png", "image/png", "alice", "stored"), ((string)first["fileName"]!, (string)first["contentType"]!, (string)first["userId"]!, (string)first["state"]!));
        Assert.Equal(("b.txt", "text/plain"), ((string)second["fileName"]!, (string)second["contentType"]!));
        var (_, list, _) = await gateway.SendAsync(HttpMethod.Get, "/v1/uploads");
        Assert.Equal(2, list["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task the_same_callback_again_is_a_repeat()
    {
        await using var gateway = await StartAsync();
        var callback = OssCallback.Under(await GrantAsync(gateway), "a.png", "image/png");
        var (_, first) = await callback.SendAsync(gateway);
        var (_, again) = await callback.SendAsync(gateway);
        Assert.Equal((false, true), ((bool)first["duplicate"]!, (bool)again["duplicate"]!));
        Assert.Equal((string)first["id"]!, (string)again["id"]!);
    }

    [Theory]
    [InlineData("../a.png")]
    [InlineData("")]
    public async Task an_object_that_is_not_in_it_is_refused(string elsewhere)
    {
        await using var gateway = await StartAsync();
        var grant = await GrantAsync(gateway);
        var other = (string)(await GrantAsync(gateway))["dir"]!;
        var callback = OssCallback.Under(grant, "a.png", "image/png");
        callback.Values["object"] = elsewhere.Length == 0 ? $"{other}a.png" : ((string)grant["dir"]!).TrimEnd('/') + "x/" + elsewhere;
        var (status, problem) = await callback.SendAsync(gateway);
        Assert.Equal((403, "ticket_mismatch"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task v1_wants_credentials_that_last()
    {
        var temporary = new Dictionary<string, string?> { ["SignGateway:Credentials:SecurityToken"] = "token" };
        await using var gateway = await StartAsync(temporary);
        var (status, problem, _) = await gateway.SendAsync(HttpMethod.Get, V1);
        Assert.Equal((403, "profile_forbidden"), ((int)status, (string)problem["code"]!));
        var (_, body, _) = await gateway.SendAsync(HttpMethod.Get, V4);
        Assert.Equal("token", (string)body["security_token"]!);
    }

    private static async Task<TestGateway> StartAsync(Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["SignGateway:Profiles:default:AllowPrefixGrants"] = "true";
        return await TestGateway.StartAsync(settings);
    }

    private static async Task<JsonObject> GrantAsync(TestGateway gateway) => (await gateway.SendAsync(HttpMethod.Get, V4)).Body;

    private static List<string> Conditions(JsonObject grant) =>
        [.. JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)grant["policy"]!)))!["conditions"]!.AsArray().Select(condition => condition!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))];
}
