using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

public sealed class AcceptedCallbackTests
{
    private static readonly Dictionary<string, string?> Json = new() { ["SignGateway:Profiles:default:CallbackBodyType"] = "Json" };

    [Theory]
    [InlineData("Form")]
    [InlineData("Json")]
    public async Task records_the_upload_and_answers_with_it(string bodyType)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:CallbackBodyType"] = bodyType });
        var grant = await gateway.SignAsync();

        var (status, answer) = await new OssCallback(grant).SendAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False((bool)answer["duplicate"]!);
        Assert.Equal("stored", (string)answer["state"]!);
        Assert.Equal("alice", (string)answer["userId"]!);
        Assert.Equal("cat.png", (string)answer["fileName"]!);
        Assert.Equal(48213, (long)answer["size"]!);
        Assert.Equal("""{"width":640,"height":480,"format":"png"}""", answer["image"]!.ToJsonString());
        Assert.Equal("""{"album":"7"}""", answer["vars"]!.ToJsonString());
        Assert.Equal("callback", (string)answer["recordedBy"]!);
        Assert.Equal("callback", (string)answer["evidence"]!);
        answer.Remove("duplicate");
        Assert.Equal(answer.ToJsonString(), (await gateway.FindAsync(grant)).ToJsonString());
    }

    [Fact]
    public async Task a_repeat_gets_the_first_answer_a_day_later_too()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync());
        var (_, first) = await callback.SendAsync(gateway);

        gateway.Time.Pass(TimeSpan.FromDays(1));
        var (status, again) = await callback.SendAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        first["duplicate"] = true;
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task a_repeat_gets_the_first_answer_when_grace_is_long_over()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync());
        await callback.SendAsync(gateway);

        gateway.Time.Pass(TimeSpan.FromDays(40));

        Assert.True((bool)(await callback.SendAsync(gateway)).Body["duplicate"]!);
    }

    [Fact]
    public async Task a_repeat_after_the_owner_deleted_the_upload_still_gets_the_first_answer()
    {
        await using var gateway = await TestGateway.StartAsync();
        var grant = await gateway.SignAsync();
        var callback = new OssCallback(grant);
        await callback.SendAsync(gateway);
        gateway.Oss.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        await gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");

        var (status, answer) = await callback.SendAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("stored", (string)answer["state"]!);
    }

    [Fact]
    public async Task counts_as_long_as_the_grace_lasts()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync());

        gateway.Time.Pass(TimeSpan.FromMinutes(10) + TimeSpan.FromHours(24));

        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(gateway)).Status);
    }

    [Fact]
    public async Task takes_a_field_that_the_template_did_not_ask_for()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync());
        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(gateway, $"{callback.Body}&vpcId=&clientIp=198.51.100.7")).Status);
    }

    [Theory]
    [InlineData("Form", false)]
    [InlineData("Json", false)]
    [InlineData("Json", true)]
    public async Task takes_missing_image_facts(string bodyType, bool asNull)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:CallbackBodyType"] = bodyType });
        var callback = new OssCallback(await gateway.SignAsync());
        foreach (var name in new[] { "imageInfo.width", "imageInfo.height", "imageInfo.format" })
            callback.Values.Remove(name);
        var body = asNull ? callback.Body.Replace("[]", "[null]", StringComparison.Ordinal) : callback.Body;

        var (status, answer) = await callback.SendAsync(gateway, body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Null(answer["image"]);
    }

    [Fact]
    public async Task takes_numbers_as_strings()
    {
        await using var gateway = await TestGateway.StartAsync(Json);
        var callback = new OssCallback(await gateway.SignAsync());
        callback.Values["size"] = "48213";
        Assert.Equal(48213, (long)(await callback.SendAsync(gateway)).Body["size"]!);
    }

    [Theory]
    [InlineData("IMAGE/PNG")]
    [InlineData("image/png; charset=binary")]
    public async Task compares_the_media_type_without_case_and_parameters(string type)
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync());
        callback.Values["mimeType"] = type;
        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(gateway)).Status);
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("+")]
    public async Task takes_either_spelling_of_a_space_in_vars(string space)
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync("""{"fileName":"a.bin","vars":{"title":"my cat"}}"""));
        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(gateway, callback.Body.Replace("%20", space, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task takes_a_bare_plus_sign_in_vars()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync("""{"fileName":"a.bin","vars":{"title":"1+1"}}"""));

        var (status, answer) = await callback.SendAsync(gateway, callback.Body.Replace("%2B", "+", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("1+1", (string)answer["vars"]!["title"]!);
    }

    [Fact]
    public async Task free_vars_are_what_the_uploader_sent()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:FreeVars:0"] = "phone" });
        var callback = new OssCallback(await gateway.SignAsync());
        callback.Values["x:phone"] = "+86 123";

        var (_, answer) = await callback.SendAsync(gateway);

        Assert.Equal("+86 123", (string)Assert.Single(answer["clientVars"]!.AsObject()).Value!);
        Assert.Equal("""{"album":"7"}""", answer["vars"]!.ToJsonString());
    }

    [Fact]
    public async Task works_where_a_proxy_stripped_the_prefix_of_the_public_url()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:PublicUrl"] = "https://gateway.example.com/a%20b/files" });
        var callback = new OssCallback(await gateway.SignAsync());
        var request = callback.Request();

        request.RequestUri = new Uri("/v1/callbacks/oss", UriKind.Relative);

        Assert.Equal(HttpStatusCode.OK, (await OssCallback.SendAsync(gateway, request)).Status);
    }

    [Fact]
    public async Task works_with_a_query_behind_the_route()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync()) { Target = "/v1/callbacks/oss?a=%2f+&b" };
        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(gateway)).Status);
    }

    [Fact]
    public async Task answers_http_1_0_with_a_content_length()
    {
        await using var gateway = await TestGateway.StartAsync();
        var request = new OssCallback(await gateway.SignAsync()).Request();
        request.Version = HttpVersion.Version10;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        // Read to its end, an answer would have a length whatever its headers say.
        using var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task takes_a_body_that_arrives_in_chunks()
    {
        await using var gateway = await TestGateway.StartAsync();
        var request = new OssCallback(await gateway.SignAsync()).Request();
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.OK, (await OssCallback.SendAsync(gateway, request)).Status);
    }

    [Fact]
    public async Task a_record_without_its_note_is_made_from_the_ticket()
    {
        await using var signer = await TestGateway.StartAsync();
        await using var other = await TestGateway.StartAsync();
        var grant = await signer.SignAsync();

        await new OssCallback(grant).SendAsync(other);

        Assert.Equal("stored", (string)(await other.FindAsync(grant))["state"]!);
    }

    [Fact]
    public async Task logs_neither_ticket_nor_signature_nor_user()
    {
        await using var gateway = await TestGateway.StartAsync();
        var callback = new OssCallback(await gateway.SignAsync(user: "a-user-with-a-telling-name"));
        var request = callback.Request();
        var authorization = request.Headers.GetValues("Authorization").Single();
        await OssCallback.SendAsync(gateway, request);
        await callback.SendAsync(gateway, callback.Body.Replace("size=48213", "size=0", StringComparison.Ordinal));

        var log = string.Join('\n', gateway.Log.Lines);

        Assert.Contains("ticket_mismatch", log, StringComparison.Ordinal);
        Assert.DoesNotContain(authorization, log, StringComparison.Ordinal);
        Assert.DoesNotContain("a-user-with-a-telling-name", log, StringComparison.Ordinal);
        Assert.DoesNotContain(callback.Template.Split('&').Single(part => part.StartsWith("ticket=", StringComparison.Ordinal))[7..], log, StringComparison.Ordinal);
    }
}
