using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SignGateway.Tests.Credentials;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Multipart;

public sealed class PartUrlTests : IAsyncLifetime
{
    private MultipartFixture _upload = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _upload = await MultipartFixture.StartAsync();
        _grant = await _upload.SignAsync();
    }

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    [Fact]
    public async Task are_for_one_part_each_and_live_as_long_as_a_grant()
    {
        var (status, body) = await _upload.UrlsAsync(_grant, """{"numbers":[3,1]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var parts = body["parts"]!.AsArray();
        Assert.Equal([3, 1], parts.Select(part => (int)part!["number"]!));
        Assert.All(parts, part =>
        {
            var url = new Uri((string)part!["url"]!);
            var query = QueryHelpers.ParseQuery(url.Query);
            Assert.Equal(((string)_grant["url"]!, $"{part["number"]}", "600"), (url.GetLeftPart(UriPartial.Path), query["partNumber"].ToString(), query["x-oss-expires"].ToString()));
            Assert.Equal(_upload.Parts.Begun.Keys.Single(), query["uploadId"]);
            Assert.Equal((600, "2026-01-01T12:10:00Z"), ((int)part["expiresIn"]!, (string)part["expires"]!));
            Assert.Empty(part["headers"]!.AsObject());
        });
    }

    [Fact]
    public async Task can_be_had_again_and_again_until_the_upload_ends_and_never_live_beyond_it()
    {
        _upload.Gateway.Time.Pass(TimeSpan.FromMinutes(55));
        var (_, late) = await _upload.UrlsAsync(_grant);
        _upload.Gateway.Time.Pass(TimeSpan.FromMinutes(4) + TimeSpan.FromSeconds(59.5));
        var (tooLate, problem) = await _upload.UrlsAsync(_grant);

        Assert.Equal(300, (int)late["parts"]![0]!["expiresIn"]!);
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), (tooLate, (string)problem["code"]!));
    }

    [Fact]
    public async Task go_on_with_whatever_credentials_there_are_by_then()
    {
        var issued = 0;
        using var sts = new StandInHost
        {
            Answer = _ => CredentialHost.Json(
                $$$"""{"Credentials":{"AccessKeyId":"STS.id-{{{++issued}}}","AccessKeySecret":"s","SecurityToken":"token-{{{issued}}}","Expiration":"2026-01-01T{{{12 + issued}}}:00:00Z"}}"""),
        };
        await using var upload = await MultipartFixture.StartAsync(new(CredentialHost.Sts().Select(pair => KeyValuePair.Create($"SignGateway:{pair.Key}", pair.Value))), sts);
        var grant = await upload.SignAsync();
        upload.Parts.PutAll(grant);
        var (_, first) = await upload.UrlsAsync(grant);
        upload.Gateway.Time.Pass(TimeSpan.FromMinutes(55));
        var (_, second) = await upload.UrlsAsync(grant);

        Assert.Equal(("STS.id-1", "token-1"), SignerOf(first));
        Assert.Equal(("STS.id-2", "token-2"), SignerOf(second));
        Assert.Equal(HttpStatusCode.OK, (await upload.CompleteAsync(grant)).Status);
    }

    [Theory]
    [InlineData("""{"numbers":[0]}""")]
    [InlineData("""{"numbers":[4]}""")]
    [InlineData("""{"numbers":[10001]}""")]
    [InlineData("""{"numbers":[-1]}""")]
    [InlineData("""{"numbers":[1.5]}""")]
    [InlineData("""{"numbers":["1"]}""")]
    [InlineData("""{"numbers":[1,1]}""")]
    [InlineData("""{"numbers":[]}""")]
    [InlineData("""{"numbers":1}""")]
    [InlineData("""{}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"numbers":[99999999999999999999]}""")]
    public async Task there_are_none_for_what_is_no_part_of_the_upload(string json)
    {
        var (status, problem) = await _upload.UrlsAsync(_grant, json);
        Assert.Equal((HttpStatusCode.BadRequest, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task a_hundred_are_had_at_a_time(int count, HttpStatusCode expected)
    {
        var grant = await _upload.Gateway.SignAsync($$"""{"method":"multipart","fileName":"a.bin","size":{{MultipartFixture.PartSize * 200}}}""");
        var (status, _) = await _upload.UrlsAsync(grant, $$"""{"numbers":[{{string.Join(',', Enumerable.Range(1, count))}}]}""");
        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task of_anothers_upload_are_not_there()
    {
        Assert.Equal((HttpStatusCode.NotFound, "upload_not_found"), Told(await _upload.UrlsAsync(_grant, user: "bob")));
        Assert.Equal((HttpStatusCode.NotFound, "upload_not_found"), Told(await _upload.ListAsync(_grant, user: "bob")));
        Assert.Equal((HttpStatusCode.NotFound, "upload_not_found"), Told(await _upload.CompleteAsync(_grant, user: "bob")));
    }

    [Fact]
    public async Task of_an_upload_by_form_there_are_none()
    {
        var form = await _upload.Gateway.SignAsync("""{"fileName":"a.bin"}""");
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.UrlsAsync(form)));
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.ListAsync(form)));
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.CompleteAsync(form)));
    }

    [Fact]
    public async Task of_an_upload_that_is_deleted_there_are_none()
    {
        await _upload.DeleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.UrlsAsync(_grant)));
    }

    [Fact]
    public async Task of_an_upload_that_is_stored_there_are_none()
    {
        _upload.Parts.PutAll(_grant);
        await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.UrlsAsync(_grant)));
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_open"), Told(await _upload.ListAsync(_grant)));
    }

    [Fact]
    public async Task that_are_there_already_are_listed_page_by_page()
    {
        _upload.Parts.PutAll(_grant);
        var (_, first) = await _upload.ListAsync(_grant, "?limit=2");
        var (_, second) = await _upload.ListAsync(_grant, $"?limit=2&cursor={first["nextCursor"]}");

        Assert.Equal(
            $$"""{"parts":[{"number":1,"size":102400,"etag":"{{StandInParts.ETagOf(1, 102400)}}"},{"number":2,"size":102400,"etag":"{{StandInParts.ETagOf(2, 102400)}}"}],"nextCursor":"2"}""",
            first.ToJsonString());
        Assert.Equal($$"""{"parts":[{"number":3,"size":17,"etag":"{{StandInParts.ETagOf(3, 17)}}"}],"nextCursor":null}""", second.ToJsonString());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?cursor=-1")]
    [InlineData("?cursor=x")]
    public async Task are_not_listed_by_what_is_no_page(string query) =>
        Assert.Equal((HttpStatusCode.BadRequest, "request_malformed"), Told(await _upload.ListAsync(_grant, query)));

    [Theory]
    [InlineData("<ListPartsResult><Part><PartNumber>1</PartNumber><Size>x</Size><ETag>a</ETag></Part></ListPartsResult>")]
    [InlineData("<ListPartsResult><Part><PartNumber>1</PartNumber><Size>1</Size></Part></ListPartsResult>")]
    [InlineData("<!DOCTYPE a><ListPartsResult/>")]
    [InlineData("<Other/>")]
    [InlineData("<ListPartsResult>")]
    public async Task are_not_listed_from_what_is_no_answer_of_OSS(string answer)
    {
        _upload.Parts.Instead["list"] = () => StandInHost.Text(answer);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "oss_unavailable"), Told(await _upload.ListAsync(_grant)));
    }

    [Fact]
    public async Task cost_no_call_to_OSS()
    {
        var calls = _upload.Gateway.Oss.Calls.Count;
        await _upload.UrlsAsync(_grant);
        Assert.Equal(calls, _upload.Gateway.Oss.Calls.Count);
    }

    private static (string KeyId, string Token) SignerOf(JsonObject urls)
    {
        var query = QueryHelpers.ParseQuery(new Uri((string)urls["parts"]![0]!["url"]!).Query);
        return (query["x-oss-credential"].ToString().Split('/')[0], query["x-oss-security-token"].ToString());
    }

    private static (HttpStatusCode Status, string Code) Told((HttpStatusCode Status, JsonObject Body) answer) => (answer.Status, (string)answer.Body["code"]!);
}
