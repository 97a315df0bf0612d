using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using OssSimulator.Objects;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class UploadPartTests
{
    [Fact]
    public async Task tells_the_digests_of_the_part()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var content = PartedUpload.Content(1);
        using var answer = await simulator.SendAsync(upload.Part("1", content));
        Assert.Equal($"\"{Convert.ToHexString(MD5.HashData(content))}\"", answer.Headers.ETag!.Tag);
        Assert.Equal(MD5.HashData(content), answer.Content.Headers.ContentMD5);
        var crc = new Crc64();
        crc.Append(content);
        Assert.Equal(crc.Value.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("x-oss-hash-crc64ecma").Single());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("")]
    public async Task refuses_a_number_that_no_part_may_have(string number)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Part(number, [1]));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Equal(0, Assert.Single(simulator.Server.Uploads).Parts);
    }

    [Theory]
    [InlineData("partNumber", 404, "NoSuchUpload")]
    [InlineData("uploadId", 400, "InvalidArgument")]
    public async Task takes_no_part_for_an_object(string parameter, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, "k") { Body = [1] }.Asking(parameter, "1"));
        await Refusal.ReadAsync(answer, status, code);
        Assert.Empty(simulator.Server.Objects);
    }

    [Fact]
    public async Task keeps_the_last_of_each_number()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1, PartedUpload.Content(1));
        await upload.SendAsync(1, PartedUpload.Content(2));
        Assert.Single(Directory.GetFiles(Path.Combine(simulator.DataFolder, "uploads", upload.Id), "*.part"));
        using var completed = await simulator.SendAsync(upload.CompleteAll());
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key));
        Assert.Equal(PartedUpload.Content(2), await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task refuses_content_that_is_not_of_its_digest()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Part("1", [1]).With("content-md5", Convert.ToBase64String(MD5.HashData([2]))));
        await Refusal.ReadAsync(answer, 400, "InvalidDigest");
        Assert.Equal(0, Assert.Single(simulator.Server.Uploads).Parts);
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task takes_no_copy_for_a_part()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Part("1", []).With("x-oss-copy-source", "/demo-bucket/another"));
        await Refusal.ReadAsync(answer, 501, "NotImplemented");
    }

    [Fact]
    public async Task of_zeros_takes_no_room()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        const int size = 64 * 1024 * 1024;
        await upload.SendAsync(1, new byte[size]);
        var file = new FileInfo(Assert.Single(Directory.GetFiles(Path.Combine(simulator.DataFolder, "uploads", upload.Id), "*.part")));
        Assert.Equal(size, file.Length);
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%b", file.FullName]) { RedirectStandardOutput = true })!;
        var blocks = await stat.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.InRange(long.Parse(blocks, CultureInfo.InvariantCulture) * 512, 0, size / 10);
    }
}
