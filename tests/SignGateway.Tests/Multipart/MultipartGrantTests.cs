using System.Net;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Multipart;

public sealed class MultipartGrantTests : IAsyncLifetime
{
    private MultipartFixture _upload = null!;

    public async ValueTask InitializeAsync() => _upload = await MultipartFixture.StartAsync();

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    [Fact]
    public async Task says_how_the_file_is_cut_and_where_to_go_on()
    {
        var grant = await _upload.SignAsync();
        var id = (string)grant["id"]!;
        Assert.Equal(
            ("MULTIPART", $"https://example-bucket.oss-cn-hangzhou.aliyuncs.com/{grant["key"]}", 102400L, 3, $"/v1/uploads/{id}/parts", $"/v1/uploads/{id}/complete", 204817L),
            ((string)grant["method"]!, (string)grant["url"]!, (long)grant["partSize"]!, (int)grant["partCount"]!, (string)grant["partsUrl"]!, (string)grant["completeUrl"]!, (long)grant["maxBytes"]!));
        Assert.Empty(grant["fields"]!.AsObject());
        Assert.Empty(grant["headers"]!.AsObject());
    }

    [Fact]
    public async Task ends_when_the_upload_must_be_through_whatever_signs_its_parts()
    {
        var grant = await _upload.SignAsync();
        Assert.Equal((3600, "2026-01-01T13:00:00Z"), ((int)grant["expiresIn"]!, (string)grant["expires"]!));
        Assert.Equal("2026-01-01T13:00:00Z", (string)(await _upload.Gateway.FindAsync(grant))["expiresAt"]!);
    }

    [Fact]
    public async Task is_begun_with_all_that_a_form_pins()
    {
        await _upload.SignAsync();
        var headers = Assert.Single(_upload.Parts.Headers);
        Assert.Equal(
            ("video/mp4", "private", "Standard", "true", "attachment", "no-cache"),
            (headers["Content-Type"], headers["x-oss-object-acl"], headers["x-oss-storage-class"], headers["x-oss-forbid-overwrite"], headers["Content-Disposition"], headers["Cache-Control"]));
        Assert.True(headers["x-oss-meta-upload-ticket"].Length > 100);
        Assert.DoesNotContain("x-oss-callback", headers.Keys);
    }

    [Fact]
    public async Task is_noted_before_OSS_hears_of_it()
    {
        var noted = -1;
        _upload.Parts.Instead["begin"] = () =>
        {
            noted = _upload.Gateway.Ledger.ListAsync(new UploadQuery("alice", 10), CancellationToken.None).GetAwaiter().GetResult().Count;
            return null;
        };
        await _upload.SignAsync();
        Assert.Equal(1, noted);
    }

    [Fact]
    public async Task remembers_what_OSS_calls_it()
    {
        var grant = await _upload.SignAsync();
        var upload = await _upload.Gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None);
        Assert.Equal(new PartedUpload(_upload.Parts.Begun.Keys.Single(), 102400), upload!.Parts);
    }

    [Theory]
    [InlineData("""{"method":"multipart","fileName":"a.bin"}""", "size_not_allowed")]
    [InlineData("""{"method":"multipart","fileName":"a.bin","size":0}""", "size_not_allowed")]
    [InlineData("""{"method":"multipart","fileName":"a.bin","size":1073741825}""", "size_not_allowed")]
    [InlineData("""{"method":"multipart","profile":"forms","fileName":"a.bin","size":1}""", "profile_forbidden")]
    public async Task what_cannot_be_is_refused_before_anything_is_begun(string json, string code)
    {
        var (_, problem, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: json);
        Assert.Equal(code, (string)problem["code"]!);
        Assert.Empty(_upload.Parts.Begun);
    }

    [Fact]
    public async Task vars_that_fit_no_header_are_refused()
    {
        var vars = string.Join(',', Enumerable.Range(0, 13).Select(number => $"\"v{number}\":\"{new string('x', 256)}\""));
        var (status, problem, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: $$$"""{"method":"multipart","fileName":"a.bin","size":1,"vars":{{{{vars}}}}}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "vars_invalid"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task while_OSS_is_away_there_is_none_and_the_same_key_gets_it_later()
    {
        const string Json = """{"method":"multipart","fileName":"a.bin","size":1}""";
        _upload.Parts.Instead["begin"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var (away, problem, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json, headers: ("Idempotency-Key", "k"));
        _upload.Parts.Instead.Clear();
        var (back, grant, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json, headers: ("Idempotency-Key", "k"));
        var (again, same, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: Json, headers: ("Idempotency-Key", "k"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "oss_unavailable"), (away, (string)problem["code"]!));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (back, again));
        Assert.Equal((string)grant["id"]!, (string)same["id"]!);
        Assert.Equal((string)grant["id"]!, (string)Assert.Single((await _upload.Gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray())!["id"]!);
        Assert.Single(_upload.Parts.Begun);
    }

    [Theory]
    [InlineData("<InitiateMultipartUploadResult/>")]
    [InlineData("<InitiateMultipartUploadResult><UploadId></UploadId></InitiateMultipartUploadResult>")]
    [InlineData("<InitiateMultipartUploadResult><UploadId>a b</UploadId></InitiateMultipartUploadResult>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><InitiateMultipartUploadResult><UploadId>&b;</UploadId></InitiateMultipartUploadResult>")]
    [InlineData("OK")]
    public async Task what_is_no_answer_of_OSS_is_none(string answer)
    {
        _upload.Parts.Instead["begin"] = () => StandInHost.Text(answer);
        var (_, problem, _) = await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"method":"multipart","fileName":"a.bin","size":1}""");
        Assert.Equal("oss_unavailable", (string)problem["code"]!);
    }

    [Fact]
    public async Task of_two_that_begin_one_upload_the_first_that_is_noted_counts()
    {
        // The answer to the first attempt is lost, so the uploader asks for URLs of what OSS has begun already.
        _upload.Parts.Instead["begin"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"method":"multipart","fileName":"a.bin","size":1}""");
        var grant = (await _upload.Gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]![0]!.AsObject();
        _upload.Parts.Instead["begin"] = () =>
        {
            // Somebody else is faster.
            _upload.Parts.Instead.Clear();
            Assert.Equal(HttpStatusCode.OK, _upload.UrlsAsync(grant, """{"numbers":[1]}""").GetAwaiter().GetResult().Status);
            return null;
        };

        var (status, urls) = await _upload.UrlsAsync(grant, """{"numbers":[1]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, _upload.Parts.Headers.Count);
        Assert.Contains($"uploadId={Assert.Single(_upload.Parts.Begun).Key}&", (string)urls["parts"]![0]!["url"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_file_beyond_ten_thousand_parts_gets_larger_ones()
    {
        await using var upload = await MultipartFixture.StartAsync(new() { ["SignGateway:Profiles:default:MaxBytes"] = "53687091200000" });
        var grant = await upload.Gateway.SignAsync("""{"method":"multipart","fileName":"a.bin","size":53687091200000}""");
        Assert.Equal((5368709120L, 10_000), ((long)grant["partSize"]!, (int)grant["partCount"]!));
    }

    [Fact]
    public async Task forms_of_such_a_profile_still_carry_no_more_than_a_form_can()
    {
        await using var upload = await MultipartFixture.StartAsync(new() { ["SignGateway:Profiles:default:MaxBytes"] = "53687091200000" });
        Assert.Equal(5368709120, (long)(await upload.Gateway.SignAsync("""{"fileName":"a.bin"}"""))["maxBytes"]!);
        var (_, problem, _) = await upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a.bin","size":5368709121}""");
        Assert.Equal("size_not_allowed", (string)problem["code"]!);
    }
}
