using System.Globalization;
using System.Text.RegularExpressions;
using OssSimulator.Objects;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

/// <summary>What becomes of parts.</summary>
public sealed partial class PartedObjectTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool> Styles => new MatrixTheoryData<bool, bool, bool>([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task is_all_of_them_in_order_whatever_way_they_were_signed(bool isV1, bool inQuery, bool virtualHosted)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, initiate: Styled(PartedUpload.Initiate()));
        foreach (var number in (int[])[7, 2, 10_000])
        {
            using var part = await simulator.SendAsync(Styled(upload.Part($"{number}", PartedUpload.Content(number))));
            Assert.Equal(200, (int)part.StatusCode);
        }

        using var listed = await simulator.SendAsync(Styled(upload.List()));
        Assert.Equal(["2", "7", "10000"], (await PartedUpload.ReadAsync(listed, "ListPartsResult")).Elements("Part").Select(part => part.Element("PartNumber")!.Value));
        using var completed = await simulator.SendAsync(Styled(upload.CompleteAll()));
        await PartedUpload.ReadAsync(completed, "CompleteMultipartUploadResult");
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key));
        Assert.Equal(((int[])[2, 7, 10_000]).SelectMany(number => PartedUpload.Content(number)), await got.Content.ReadAsByteArrayAsync(Token));

        SignedRequest Styled(SignedRequest request)
        {
            (request.IsV1, request.Expires, request.VirtualHosted) = (isV1, inQuery ? 600 : null, virtualHosted);
            return request;
        }
    }

    [Fact]
    public async Task is_told_of_like_a_whole_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (content, completed) = await CompleteAsync(simulator, 1, 2, 3);
        var document = await PartedUpload.ReadAsync(completed, "CompleteMultipartUploadResult");
        var etag = document.Element("ETag")!.Value;
        Assert.Matches(ETag(), etag);
        Assert.Equal(("demo-bucket", PartedUpload.Key), (document.Element("Bucket")!.Value, document.Element("Key")!.Value));
        Assert.EndsWith("/demo-bucket/" + PartedUpload.Key, document.Element("Location")!.Value, StringComparison.Ordinal);

        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, PartedUpload.Key));
        Assert.Equal((etag, content.LongLength), (head.Headers.ETag!.Tag, head.Content.Headers.ContentLength));
        Assert.Equal("Multipart", head.Headers.GetValues("x-oss-object-type").Single());
        Assert.Null(head.Content.Headers.ContentMD5);
        var crc = new Crc64();
        crc.Append(content);
        foreach (var answer in new[] { head, completed })
        {
            Assert.Equal(crc.Value.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("x-oss-hash-crc64ecma").Single());
        }
    }

    [Fact]
    public async Task has_the_traits_that_were_given_at_the_beginning()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, initiate: PartedUpload.Initiate()
            .With("content-type", "video/mp4").With("cache-control", "no-cache").With("x-oss-meta-owner", "42").With("x-oss-storage-class", "IA"));
        await upload.SendAsync(1);
        using var completed = await simulator.SendAsync(upload.Complete().With("x-oss-meta-owner", "43").With("x-oss-object-acl", "public-read"));
        using var head = await simulator.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(simulator.Server.Url, "demo-bucket/" + PartedUpload.Key)));
        Assert.Equal(("video/mp4", "no-cache"), (head.Content.Headers.ContentType!.ToString(), head.Headers.CacheControl!.ToString()));
        Assert.Equal(("42", "IA"), (head.Headers.GetValues("x-oss-meta-owner").Single(), head.Headers.GetValues("x-oss-storage-class").Single()));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(PartedUpload.PartSize - 1, PartedUpload.PartSize)]
    [InlineData(PartedUpload.PartSize, PartedUpload.PartSize)]
    [InlineData(10, (3 * PartedUpload.PartSize) - 10)]
    public async Task is_read_in_ranges_across_its_parts(int first, int last)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (content, _) = await CompleteAsync(simulator, 1, 2, 3);
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key) { Range = $"bytes={first}-{last}" });
        Assert.Equal(206, (int)got.StatusCode);
        Assert.Equal(content[first..(last + 1)], await got.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task leaves_nothing_when_it_is_deleted_or_replaced()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await CompleteAsync(simulator, 1, 2);
        await CompleteAsync(simulator, 3);
        Assert.Single(PartFiles(simulator));
        using var put = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, PartedUpload.Key) { Body = [1] });
        Assert.Empty(PartFiles(simulator));
        await CompleteAsync(simulator, 4);
        using var deleted = await simulator.SendAsync(new SignedRequest(HttpMethod.Delete, PartedUpload.Key));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(simulator.DataFolder, "uploads")));
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task is_read_to_its_end_though_it_is_deleted_meanwhile()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        const int parts = 200;
        var (content, _) = await CompleteAsync(simulator, [.. Enumerable.Range(1, parts)]);
        using var got = await simulator.Client.SendAsync(
            new SignedRequest(HttpMethod.Get, PartedUpload.Key).Build(simulator.Server.Url), HttpCompletionOption.ResponseHeadersRead, Token);
        using var deleted = await simulator.SendAsync(new SignedRequest(HttpMethod.Delete, PartedUpload.Key));
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(parts, PartFiles(simulator).Length);
        Assert.Equal(content, await got.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task has_no_parts_that_were_not_asked_for()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1, 3);
        var second = await upload.SendAsync(2, PartedUpload.Content(2));
        using var completed = await simulator.SendAsync(upload.Complete((2, second)));
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key));
        Assert.Equal(PartedUpload.Content(2), await got.Content.ReadAsByteArrayAsync(Token));
        Assert.Single(PartFiles(simulator));
    }

    private static async Task<(byte[] Content, HttpResponseMessage Completed)> CompleteAsync(RunningSimulator simulator, params int[] numbers)
    {
        var upload = await PartedUpload.StartAsync(simulator);
        var content = await upload.SendAsync(numbers);
        var completed = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)completed.StatusCode);
        return (content, completed);
    }

    private static string[] PartFiles(RunningSimulator simulator) => Directory.GetFiles(Path.Combine(simulator.DataFolder, "uploads"), "*.part", SearchOption.AllDirectories);

    [GeneratedRegex("^\"[0-9A-F]{32}-3\"$")]
    private static partial Regex ETag();
}
