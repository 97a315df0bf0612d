using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class PutGrantTests : IAsyncLifetime
{
    private const string Good = """{"method":"put","fileName":"cat.png","contentType":"image/png","size":48213,"vars":{"album":"7"}}""";

    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;

    public static TheoryData<string, int, string> Refused() => new()
    {
        { """{"fileName":"a","size":5,"method":"PUT"}""", 400, "request_malformed" },
        { """{"fileName":"a","size":5,"method":"patch"}""", 400, "request_malformed" },
        { """{"fileName":"a","size":5,"method":7}""", 400, "request_malformed" },
        { """{"fileName":"a","size":5,"method":"sdk"}""", 403, "profile_forbidden" },
        { """{"fileName":"a","size":5,"method":"put","profile":"forms"}""", 403, "profile_forbidden" },
        { """{"fileName":"a","size":5,"method":"post","profile":"urls"}""", 403, "profile_forbidden" },
        { """{"fileName":"a","size":5,"profile":"urls"}""", 403, "profile_forbidden" },
        { """{"fileName":"a","method":"put"}""", 422, "size_not_allowed" },
        { """{"fileName":"a","method":"put","size":1073741825}""", 422, "size_not_allowed" },
        { """{"fileName":"a","size":5,"method":"put","callbackIn":"body"}""", 400, "request_malformed" },
        { """{"fileName":"a","size":5,"method":"put","callbackIn":true}""", 400, "request_malformed" },
        { """{"fileName":"a","callbackIn":"query"}""", 400, "request_malformed" },
        { """{"fileName":"a","size":5,"method":"put","prefix":true}""", 400, "request_malformed" },
    };

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:default:Methods:0"] = "post",
            ["SignGateway:Profiles:default:Methods:1"] = "put",
            ["SignGateway:Profiles:default:VerifyObject"] = "Before",
            ["SignGateway:Profiles:default:FreeVars:0"] = "phone",
            ["SignGateway:Profiles:urls:Methods:0"] = "Put",
            ["SignGateway:Profiles:forms:MinBytes"] = "1",
        });
        _gateway.Oss.Answer = _bucket.Answer;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task is_a_url_and_every_header_to_send()
    {
        var (status, grant, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Good);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("PUT", (string)grant["method"]!);
        Assert.StartsWith($"https://example-bucket.oss-cn-hangzhou.aliyuncs.com/{grant["key"]}?", (string)grant["url"]!, StringComparison.Ordinal);
        Assert.Empty(grant["fields"]!.AsObject());
        Assert.Equal(48213, (long)grant["maxBytes"]!);
        var headers = grant["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!);
        Assert.Equal(
            ["Cache-Control", "Content-Disposition", "Content-Type", "x-oss-callback", "x-oss-callback-var", "x-oss-forbid-overwrite", "x-oss-meta-upload-ticket", "x-oss-object-acl", "x-oss-storage-class"],
            headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("image/png", "private", "true", "attachment"), (headers["Content-Type"], headers["x-oss-object-acl"], headers["x-oss-forbid-overwrite"], headers["Content-Disposition"]));
        Assert.Equal("""{"x:album":"7"}""", Text(headers["x-oss-callback-var"]));
    }

    [Fact]
    public async Task signs_the_headers_that_OSS_signs_only_if_they_are_named_and_the_length()
    {
        var parts = new GrantParts(await _gateway.SignAsync(Good));
        Assert.Equal("cache-control;content-disposition;content-length", parts.Parameter("x-oss-additional-headers"));
        Assert.Equal("600", parts.Parameter("x-oss-expires"));
        Assert.Equal("20260101T120000Z", parts.Parameter("x-oss-date"));
        Assert.Null(parts.Parameter("callback"));
    }

    [Fact]
    public async Task the_callback_goes_into_the_query_where_that_is_asked_for()
    {
        var grant = await _gateway.SignAsync(Good.Replace("{\"method\"", "{\"callbackIn\":\"query\",\"method\"", StringComparison.Ordinal));
        var parts = new GrantParts(grant);
        Assert.Null(parts.Header("x-oss-callback"));
        Assert.Null(parts.Header("x-oss-callback-var"));
        Assert.Contains("callbackBody", Text(parts.Parameter("callback")!), StringComparison.Ordinal);
        Assert.Equal("""{"x:album":"7"}""", Text(parts.Parameter("callback-var")!));
    }

    [Fact]
    public async Task without_vars_there_is_no_header_for_them()
    {
        var parts = new GrantParts(await _gateway.SignAsync("""{"method":"put","fileName":"a","size":5}"""));
        Assert.Null(parts.Header("x-oss-callback-var"));
        Assert.DoesNotContain("${x:", Text(parts.Callback), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_variable_for_the_uploader_to_fill_in_is_only_in_forms()
    {
        Assert.DoesNotContain("x:phone", Text(new GrantParts(await _gateway.SignAsync(Good)).Callback), StringComparison.Ordinal);
        Assert.Contains("x:phone", Text(new GrantParts(await _gateway.SignAsync()).Callback), StringComparison.Ordinal);
    }

    [Fact]
    public async Task its_callback_is_recorded_as_any()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant);
        var (status, answer) = await new OssCallback(grant).SendAsync(_gateway);
        Assert.Equal((HttpStatusCode.OK, "stored", "object"), (status, (string)answer["state"]!, (string)answer["evidence"]!));
        Assert.Equal("7", (string)answer["vars"]!["album"]!);
    }

    [Fact]
    public async Task vars_that_were_altered_do_not_agree_with_the_ticket()
    {
        var callback = new OssCallback(await _gateway.SignAsync(Good));
        callback.Values["x:album"] = "8";
        Assert.Equal("ticket_mismatch", (string)(await callback.SendAsync(_gateway)).Body["code"]!);
    }

    [Fact]
    public async Task without_its_ticket_the_object_is_somebody_elses()
    {
        var grant = await _gateway.SignAsync(Good);
        _bucket.Put(grant).Ticket = null;
        Assert.Equal("ticket_mismatch", (string)(await new OssCallback(grant).SendAsync(_gateway)).Body["code"]!);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task a_request_gets_its_own_code_and_notes_nothing(string json, int status, string code)
    {
        var (answered, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);
        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
        Assert.Empty((await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray());
    }

    [Theory]
    [InlineData(3000, 201)]
    [InlineData(3001, 422)]
    public async Task vars_are_held_to_3000_bytes_names_included(int bytes, int status)
    {
        // Sixteen names of two bytes, fifteen values of 187.
        var vars = Enumerable.Range(0, 16).ToDictionary(number => $"v{number:x}", number => new string('x', number == 0 ? bytes - 32 - (15 * 187) : 187));
        var json = JsonSerializer.Serialize(new { method = "put", fileName = "a", size = 5, vars });
        Assert.Equal(status, (int)(await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json)).Status);
        Assert.Equal(201, (int)(await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json.Replace("put", "post", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task vars_that_escaping_makes_too_long_for_OSS_are_refused()
    {
        var vars = Enumerable.Range(0, 11).ToDictionary(number => $"v{number:x}", _ => new string('"', 256));
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: JsonSerializer.Serialize(new { method = "put", fileName = "a", size = 5, vars }));
        Assert.Equal((422, "vars_invalid"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task an_idempotency_key_gives_the_same_upload_signed_again()
    {
        var (_, first, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Good, headers: ("Idempotency-Key", "k"));
        _gateway.Time.Pass(TimeSpan.FromMinutes(2));
        var (status, again, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Good, headers: ("Idempotency-Key", "k"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("PUT", (string)first["key"]!, (string)first["expires"]!), ((string)again["method"]!, (string)again["key"]!, (string)again["expires"]!));
        Assert.Equal("480", new GrantParts(again).Parameter("x-oss-expires"));
    }

    [Fact]
    public async Task goes_with_forms_in_one_batch()
    {
        var (_, body, _) = await _gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: $$"""{"uploads":[{{Good}},{"fileName":"b"}]}""");
        Assert.Equal(["PUT", "POST"], body["grants"]!.AsArray().Select(grant => (string)grant!["method"]!));
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
