using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssSimulator.Objects;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Putting;

public sealed class PutObjectTests
{
    private const string Key = "users/42/cat.png";

    private static readonly byte[] Content = "hello, bucket"u8.ToArray();
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool> Styles => new MatrixTheoryData<bool, bool, bool>([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task stores_whatever_way_it_was_signed(bool isV1, bool inQuery, bool virtualHosted)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Put().With("content-type", "image/png").With("x-oss-meta-owner", "42");
        (request.IsV1, request.Expires, request.VirtualHosted) = (isV1, inQuery ? 600 : null, virtualHosted);
        using var answer = await simulator.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("42", Assert.Single(simulator.Server.Objects).UserMetadata["x-oss-meta-owner"]);
    }

    [Fact]
    public async Task tells_the_digests_of_the_content()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Put());
        Assert.Equal((200, 0L), ((int)answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal($"\"{Convert.ToHexString(MD5.HashData(Content))}\"", answer.Headers.ETag!.Tag);
        Assert.Equal(MD5.HashData(Content), answer.Content.Headers.ContentMD5);
        var crc = new Crc64();
        crc.Append(Content);
        Assert.Equal(crc.Value.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("x-oss-hash-crc64ecma").Single());
    }

    [Fact]
    public async Task gives_back_content_and_traits()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var put = await simulator.SendAsync(Put().With("content-type", "image/png").With("cache-control", "no-cache")
            .With("content-disposition", "attachment").With("x-oss-storage-class", "IA").With("x-oss-object-acl", "public-read"));
        using var answer = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Server.Url, "demo-bucket/" + Key)));
        Assert.Equal(Content, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Equal("IA", answer.Headers.GetValues("x-oss-storage-class").Single());
        Assert.Equal("Normal", answer.Headers.GetValues("x-oss-object-type").Single());
    }

    [Fact]
    public async Task calls_what_has_no_type_a_stream_of_bytes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var put = await simulator.SendAsync(Put());
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, Key));
        Assert.Equal("application/octet-stream", head.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task takes_content_in_chunks()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Put().Build(simulator.Server.Url);
        request.Headers.TransferEncodingChunked = true;
        using var answer = await simulator.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Content.Length, Assert.Single(simulator.Server.Objects).Size);
    }

    [Theory]
    [InlineData("hello, bucket")]
    [InlineData("something else")]
    public async Task replaces_what_was_there_with_the_same_or_with_something_else(string second)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await simulator.SendAsync(Put());
        var request = Put();
        request.Body = Encoding.UTF8.GetBytes(second);
        using var again = await simulator.SendAsync(request);
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Single(simulator.StoredFiles());
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, Key));
        Assert.Equal(second, await got.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task takes_content_of_zeros_whole()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Put();
        request.Body = [1, .. new byte[300_000], 2, .. new byte[300_000]];
        using var put = await simulator.SendAsync(request);
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, Key));
        Assert.Equal(request.Body, await got.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task refuses_content_that_is_not_of_its_digest(string? other)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Put().With("content-md5", Convert.ToBase64String(MD5.HashData(Content)));
        if (other is not null) request.Body = Encoding.UTF8.GetBytes(other);
        using var answer = await simulator.SendAsync(request);
        if (other is null) Assert.Equal(200, (int)answer.StatusCode);
        else await Refusal.ReadAsync(answer, 400, "InvalidDigest");
        Assert.Equal(other is null ? 1 : 0, simulator.StoredFiles().Count());
    }

    [Fact]
    public async Task does_not_overwrite_where_that_is_forbidden()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await simulator.SendAsync(Put().With("x-oss-forbid-overwrite", "true"));
        Assert.Equal(200, (int)first.StatusCode);
        using var second = await simulator.SendAsync(Put().With("x-oss-forbid-overwrite", "true"));
        await Refusal.ReadAsync(second, 409, "FileAlreadyExists");
        using var third = await simulator.SendAsync(Put().With("x-oss-forbid-overwrite", "false"));
        Assert.Equal(200, (int)third.StatusCode);
    }

    private static SignedRequest Put() => new(HttpMethod.Put, Key) { Body = Content };
}
