using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class RefusedGrantTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public static TheoryData<string, int, string> Requests() => new()
    {
        { "", 400, "request_malformed" },
        { "{", 400, "request_malformed" },
        { "[]", 400, "request_malformed" },
        { "null", 400, "request_malformed" },
        { """{"fileName":"a","fileName":"b"}""", 400, "request_malformed" },
        { """{"fileName":"a","\udc00":"b"}""", 400, "request_malformed" },
        { """{"fileName":"a","profile":7}""", 400, "request_malformed" },
        { """{"fileName":"a","size":"5"}""", 400, "request_malformed" },
        { """{"fileName":"a","profile":"nowhere"}""", 404, "profile_unknown" },
        { """{"fileName":"a","profile":"Default"}""", 404, "profile_unknown" },
        { """{"fileName":"a","profile":"staff"}""", 403, "profile_forbidden" },
        { "{}", 422, "file_name_invalid" },
        { """{"fileName":null}""", 422, "file_name_invalid" },
        { """{"fileName":7}""", 422, "file_name_invalid" },
        { """{"fileName":""}""", 422, "file_name_invalid" },
        { """{"fileName":".."}""", 422, "file_name_invalid" },
        { """{"fileName":"../etc/passwd"}""", 422, "file_name_invalid" },
        { """{"fileName":"a\\b"}""", 422, "file_name_invalid" },
        { """{"fileName":"a\u0000b"}""", 422, "file_name_invalid" },
        { """{"fileName":"a\nb"}""", 422, "file_name_invalid" },
        { """{"fileName":"a\ud800b"}""", 422, "file_name_invalid" },
        { $$"""{"fileName":"{{new string('x', 256)}}"}""", 422, "file_name_invalid" },
        { $$"""{"fileName":"{{new string('图', 86)}}"}""", 422, "file_name_invalid" },
        { """{"fileName":"a","contentType":"png"}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","contentType":"image/png; q=1"}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","contentType":""}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","contentType":5}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","profile":"images"}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","profile":"images","contentType":"text/html"}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","profile":"images","contentType":"imagex/png"}""", 422, "content_type_not_allowed" },
        { """{"fileName":"a","size":0}""", 422, "size_not_allowed" },
        { """{"fileName":"a","size":-1}""", 422, "size_not_allowed" },
        { """{"fileName":"a","size":1.5}""", 422, "size_not_allowed" },
        { """{"fileName":"a","size":1e99}""", 422, "size_not_allowed" },
        { """{"fileName":"a","size":1073741825}""", 422, "size_not_allowed" },
        { """{"fileName":"a","vars":[]}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"Album":"7"}}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"1a":"7"}}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"a":7}}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"a":null}}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"a":"\n"}}""", 422, "vars_invalid" },
        { """{"fileName":"a","vars":{"a":"\ud800"}}""", 422, "vars_invalid" },
        { $$$"""{"fileName":"a","vars":{"a":"{{{new string('x', 257)}}}"}}""", 422, "vars_invalid" },
        { $$$"""{"fileName":"a","vars":{"{{{new string('x', 33)}}}":"1"}}""", 422, "vars_invalid" },
        { $$"""{"fileName":"a","vars":{{JsonSerializer.Serialize(Enumerable.Range(0, 17).ToDictionary(number => $"v{number}", _ => "1"))}}}""", 422, "vars_invalid" },
    };

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new()
    {
        ["SignGateway:Profiles:default:MinBytes"] = "1",
        ["SignGateway:Profiles:images:ContentTypes:0"] = "image/*",
        ["SignGateway:Profiles:staff:RequiredRole"] = "staff",
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task a_request_gets_its_own_code_and_a_hint_and_notes_nothing(string json, int status, string code)
    {
        var (answered, problem, response) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);

        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.Empty((await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"fileName":"a","profile":"images","contentType":"text/html"}""")]
    [InlineData("""{"fileName":"a","profile":"images"}""")]
    [InlineData("""{"fileName":"a","profile":"images","contentType":"image/png","size":0}""")]
    public async Task a_size_or_type_that_is_refused_comes_with_what_would_be_taken(string json)
    {
        var (_, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);
        Assert.Equal("""{"minBytes":1,"maxBytes":1073741824,"contentTypes":["image/*"]}""", problem["limits"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task one_bad_item_of_a_batch_fails_the_whole_and_is_named(string json, int status, string code)
    {
        if (Array.Exists(["", "{"], json.Equals))
            return;
        var (answered, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: $$"""{"uploads":[{"fileName":"good"},{{json}}]}""");

        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
        if (!json.Contains("\"b\"", StringComparison.Ordinal))
            Assert.Equal(1, (int)problem["index"]!);
        Assert.Empty((await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"uploads":{}}""")]
    [InlineData("""{"uploads":[]}""")]
    public async Task a_batch_of_nothing(string json)
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: json);
        Assert.Equal((400, "request_malformed"), ((int)status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(101, 400)]
    public async Task a_batch_has_at_most_100_items(int count, int status)
    {
        var items = string.Join(',', Enumerable.Repeat("""{"fileName":"a"}""", count));
        var (answered, body, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: $$"""{"uploads":[{{items}}]}""");
        Assert.Equal(status, (int)answered);
        if (status == 200)
            Assert.Equal(100, body["grants"]!.AsArray().Select(grant => (string)grant!["key"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task a_body_that_is_not_called_json(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads") { Content = new StringContent("""{"fileName":"a"}""", Encoding.UTF8, type) };
        request.Headers.Add("Test-User", "alice");
        using var response = await _gateway.Http.SendAsync(request);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((415, "media_type_unsupported"), ((int)response.StatusCode, (string)problem["code"]!));
    }

    [Fact]
    public async Task a_body_that_is_not_utf_8()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads") { Content = new ByteArrayContent([.. "{\"fileName\":\"a"u8, 0xff, .. "\"}"u8]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Test-User", "alice");
        using var response = await _gateway.Http.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{response.StatusCode}");
    }

    [Fact]
    public async Task a_body_of_10_mb()
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: $$"""{"fileName":"a","junk":"{{new string('x', 10_000_000)}}"}""");
        Assert.Equal((400, "request_malformed"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task nobody()
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", user: null, json: """{"fileName":"a"}""");
        Assert.Equal((401, "unauthenticated"), ((int)status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData(128, 201)]
    [InlineData(129, 401)]
    public async Task a_user_id_of_more_than_128_bytes(int length, int status) =>
        Assert.Equal(status, (int)(await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", user: new string('u', length), json: """{"fileName":"a"}""")).Status);

    [Fact]
    public async Task a_profile_opens_to_its_role()
    {
        var (status, _, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a","profile":"staff"}""", roles: "user staff");
        Assert.Equal(HttpStatusCode.Created, status);
    }

    [Theory]
    [InlineData("图片 猫.jpg")]
    [InlineData("🦀.png")]
    [InlineData("a\"b;c=d.txt")]
    [InlineData("no extension")]
    [InlineData(".hidden")]
    public async Task but_a_name_that_a_file_may_have_is_granted(string name)
    {
        var grant = await _gateway.SignAsync(JsonSerializer.Serialize(new { fileName = name }));
        Assert.All((string)grant["key"]!, character => Assert.True(char.IsAscii(character)));
        Assert.Equal(name, (string)(await _gateway.FindAsync(grant))["fileName"]!);
    }

    [Theory]
    [InlineData("PUT", "/v1/uploads", "GET, POST")]
    [InlineData("GET", "/v1/uploads:batch", "POST")]
    [InlineData("POST", "/v1/uploads/1", "GET, DELETE")]
    [InlineData("GET", "/v1/uploads/1/confirm", "POST")]
    [InlineData("POST", "/v1/uploads/1/content", "GET")]
    public async Task a_wrong_verb(string verb, string path, string allow)
    {
        var (status, problem, response) = await _gateway.SendAsync(new HttpMethod(verb), path);
        Assert.Equal((405, "method_not_allowed"), ((int)status, (string)problem["code"]!));
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task an_unknown_path() =>
        Assert.Equal("not_found", (string)(await _gateway.SendAsync(HttpMethod.Get, "/v1/nowhere")).Body["code"]!);
}
