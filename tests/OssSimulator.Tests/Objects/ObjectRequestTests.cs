using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Objects;

public sealed class ObjectRequestTests
{
    private const string Content = "0123456789";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool> Styles => new MatrixTheoryData<bool, bool, bool>([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task answers_whoever_signed(bool inQuery, bool virtualHosted, bool signHost)
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, inQuery);
        request.VirtualHosted = virtualHosted;
        request.SignHost = signHost;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Content, await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("dir/1234+-~_.!*'()@:&=$,;[]#?%.txt")]
    [InlineData("dir//a%2Fb/ü 字.png")]
    public async Task takes_keys_of_any_shape(string key)
    {
        await using var simulator = await StartWithObjectAsync(key);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, key) { Expires = 60 });
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task deletes_again_and_again(bool inQuery)
    {
        await using var simulator = await StartWithObjectAsync();
        for (var i = 0; i < 2; i++)
        {
            using var deleted = await simulator.SendAsync(Request(HttpMethod.Delete, inQuery));
            Assert.Equal(204, (int)deleted.StatusCode);
        }

        Assert.Empty(simulator.StoredFiles());
        using var head = await simulator.SendAsync(Request(HttpMethod.Head, inQuery));
        Assert.Equal(404, (int)head.StatusCode);
        Assert.Equal(0, head.Content.Headers.ContentLength ?? 0);
        using var got = await simulator.SendAsync(Request(HttpMethod.Get, inQuery));
        await Refusal.ReadAsync(got, 404, "NoSuchKey");
    }

    [Theory]
    [InlineData("bytes=0-0", "0", "bytes 0-0/10")]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=7-99", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-99", Content, "bytes 0-9/10")]
    public async Task sends_one_range(string range, string part, string contentRange)
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, false);
        request.Range = range;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(206, (int)answer.StatusCode);
        Assert.Equal(part, await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(contentRange, answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=-")]
    [InlineData("lines=1-2")]
    public async Task sends_everything_for_a_range_it_does_not_understand(string range)
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, false);
        request.Range = range;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Content, await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task refuses_a_range_outside_the_object(string range)
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, false);
        request.Range = range;
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 416, "InvalidRange");
    }

    [Fact]
    public async Task sends_nothing_again_to_who_has_it()
    {
        await using var simulator = await StartWithObjectAsync();
        using var head = await simulator.SendAsync(Request(HttpMethod.Head, false));
        var request = Request(HttpMethod.Get, false);
        request.IfNoneMatch = head.Headers.ETag!.Tag;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(304, (int)answer.StatusCode);
    }

    [Fact]
    public async Task replaces_headers_on_a_presigned_get()
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, true);
        request.Query["response-content-disposition"] = "attachment; filename=\"a.txt\"";
        request.Query["response-content-type"] = "text/x-other";
        request.Query["response-cache-control"] = "no-store";
        using var answer = await simulator.SendAsync(request);
        Assert.Equal("attachment; filename=\"a.txt\"", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("text/x-other", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task refuses_a_replaced_header_that_would_split_the_answer()
    {
        await using var simulator = await StartWithObjectAsync();
        var request = Request(HttpMethod.Get, true);
        request.Query["response-content-type"] = "a\r\nb: c";
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Theory]
    [InlineData("default", 403)]
    [InlineData("private", 403)]
    [InlineData("public-read", 200)]
    [InlineData("public-read-write", 200)]
    public async Task shows_unsigned_readers_public_objects_only(string acl, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().With("x-oss-object-acl", acl));
        Assert.Equal(200, (int)posted.StatusCode);
        var url = new Uri(simulator.Server.Url, "/demo-bucket/" + SignedForm.Key);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var answer = await simulator.SendAsync(new HttpRequestMessage(method, url));
            Assert.Equal(status, (int)answer.StatusCode);
        }

        using var deleted = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Delete, url));
        await Refusal.ReadAsync(deleted, 403, "AccessDenied");
        using var overridden = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, url + "?response-content-type=a"));
        await Refusal.ReadAsync(overridden, 400, "InvalidArgument");
    }

    [Fact]
    public async Task tells_a_missing_bucket_from_a_missing_key()
    {
        await using var simulator = await StartWithObjectAsync();
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, "k") { Bucket = "other-bucket" });
        await Refusal.ReadAsync(answer, 404, "NoSuchBucket");
    }

    private static SignedRequest Request(HttpMethod method, bool inQuery) => new(method, SignedForm.Key) { Expires = inQuery ? 600 : null };

    private static async Task<RunningSimulator> StartWithObjectAsync(string key = SignedForm.Key)
    {
        var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm { File = System.Text.Encoding.ASCII.GetBytes(Content) }.With("key", key));
        Assert.Equal(200, (int)posted.StatusCode);
        return simulator;
    }
}
