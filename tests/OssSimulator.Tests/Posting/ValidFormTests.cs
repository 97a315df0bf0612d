using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Posting;

public sealed class ValidFormTests
{
    [Fact]
    public async Task stores_the_file_and_describes_it()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm { File = "123456789"u8.ToArray() };
        form.With("x-oss-meta-Origin", "täst").With("Cache-Control", "max-age=60").With("Content-Disposition", "inline; filename=\"ü.png\"")
            .With("Content-Encoding", "identity").With("Expires", "Fri, 13 Mar 2027 00:00:00 GMT").With("x-oss-storage-class", "IA");

        using var posted = await simulator.PostAsync(form);
        Assert.Equal(200, (int)posted.StatusCode);
        Assert.Equal("", await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Matches("^\"[0-9A-F]{32}\"$", posted.Headers.ETag!.Tag);
        Assert.NotEqual($"\"{Convert.ToHexString(MD5.HashData(form.File))}\"", posted.Headers.ETag.Tag);
        Assert.Equal("11051210869376104954", posted.Headers.GetValues("x-oss-hash-crc64ecma").Single());
        Assert.Equal(MD5.HashData(form.File), posted.Content.Headers.ContentMD5);
        Assert.Matches("^[0-9]+$", posted.Headers.GetValues("x-oss-server-time").Single());

        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(9, head.Content.Headers.ContentLength);
        Assert.Equal(posted.Headers.ETag, head.Headers.ETag);
        Assert.Equal("image/png", head.Content.Headers.ContentType!.ToString());
        Assert.Equal(RunningSimulator.Start, head.Content.Headers.LastModified);
        Assert.Equal(MD5.HashData(form.File), head.Content.Headers.ContentMD5);
        Assert.Equal("11051210869376104954", Header(head, "x-oss-hash-crc64ecma"));
        Assert.Equal("Normal", Header(head, "x-oss-object-type"));
        Assert.Equal("IA", Header(head, "x-oss-storage-class"));
        Assert.Equal("täst", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Header(head, "x-oss-meta-origin"))));
        Assert.Equal("max-age=60", Header(head, "Cache-Control"));
        Assert.Equal("inline; filename=\"ü.png\"", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(head.Content.Headers.NonValidated["Content-Disposition"].ToString())));
        Assert.Equal("identity", head.Content.Headers.NonValidated["Content-Encoding"].ToString());
        Assert.Equal("Fri, 13 Mar 2027 00:00:00 GMT", head.Content.Headers.NonValidated["Expires"].ToString());

        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, SignedForm.Key));
        Assert.Equal(form.File, await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("200", 200)]
    [InlineData("201", 201)]
    [InlineData("204", 204)]
    [InlineData("500", 204)]
    public async Task answers_with_the_status_asked_for(string asked, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().With("success_action_status", asked));
        Assert.Equal(status, (int)posted.StatusCode);
    }

    [Fact]
    public async Task answers_204_when_no_status_is_asked_for()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm { Without = { "success_action_status" } });
        Assert.Equal(204, (int)posted.StatusCode);
    }

    [Fact]
    public async Task names_the_object_in_a_201()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().With("key", "a b/ü.png").With("success_action_status", "201"));
        var body = XElement.Parse(await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("PostResponse", body.Name.LocalName);
        Assert.Equal("demo-bucket", body.Element("Bucket")!.Value);
        Assert.Equal("a b/ü.png", body.Element("Key")!.Value);
        Assert.Equal(posted.Headers.ETag!.Tag, body.Element("ETag")!.Value);
        Assert.Equal(new Uri(simulator.Server.Url, "/demo-bucket/a%20b/%C3%BC.png").AbsoluteUri, body.Element("Location")!.Value);
    }

    [Fact]
    public async Task redirects_when_asked_to_whatever_the_status()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().With("success_action_redirect", "https://app.example.com/done?x=1"));
        Assert.Equal(303, (int)posted.StatusCode);
        Assert.Equal("https://app.example.com/done?x=1", posted.Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task takes_a_post_to_the_virtual_host_of_the_bucket()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, simulator.Server.Url) { Content = new SignedForm().Build().ToContent() };
        request.Headers.Host = "demo-bucket.oss.localhost";
        using var posted = await simulator.SendAsync(request);
        Assert.Equal(200, (int)posted.StatusCode);
    }

    [Theory]
    [InlineData("Signature")]
    [InlineData("signature")]
    public async Task takes_a_form_signed_with_v1(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().BuildV1(name));
        Assert.Equal(200, (int)posted.StatusCode);
    }

    [Theory]
    [InlineData("image/webp", "text/plain", "image/png", "image/webp")]
    [InlineData(null, "text/plain", "image/png", "text/plain")]
    [InlineData(null, null, "image/png", "image/png")]
    [InlineData(null, null, null, "application/octet-stream")]
    public async Task takes_the_content_type_from_the_first_place_that_has_one(string? oss, string? field, string? part, string expected)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm { FileType = part };
        if (oss is not null) form.With("x-oss-content-type", oss);
        if (field is not null) form.With("Content-Type", field);
        using var posted = await simulator.PostAsync(form);
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(expected, head.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task puts_the_file_name_into_the_key_after_the_policy_was_checked()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm { FileName = "my cat.png" }.With("key", "u/${filename}").Condition("""["eq","$key","u/${filename}"]""");
        using var posted = await simulator.PostAsync(form);
        Assert.Equal(200, (int)posted.StatusCode);
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, "u/my cat.png"));
        Assert.Equal(200, (int)head.StatusCode);
    }

    [Fact]
    public async Task overwrites_unless_forbidden()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await simulator.PostAsync(new SignedForm());
        using var second = await simulator.PostAsync(new SignedForm { File = "second"u8.ToArray() });
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        await simulator.RefusedAsync(new SignedForm().With("x-oss-forbid-overwrite", "true"), 409, "FileAlreadyExists");
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, SignedForm.Key));
        Assert.Equal("second", await got.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(simulator.StoredFiles());
    }

    [Fact]
    public async Task stores_one_of_many_that_forbid_overwriting()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => simulator.PostAsync(new SignedForm().With("x-oss-forbid-overwrite", "true"))));
        Assert.Single(answers, answer => (int)answer.StatusCode == 200);
        Assert.Equal(15, answers.Count(answer => (int)answer.StatusCode == 409));
        Assert.Single(simulator.StoredFiles());
    }

    [Fact]
    public async Task ignores_fields_behind_the_file()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm();
        using var posted = await simulator.PostAsync(form.BuildFields().File(form.File).Field("key", "elsewhere").Field("submit", "Upload").End());
        Assert.Equal(200, (int)posted.StatusCode);
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(200, (int)head.StatusCode);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
