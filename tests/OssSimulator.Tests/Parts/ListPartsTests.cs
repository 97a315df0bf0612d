using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class ListPartsTests
{
    [Fact]
    public async Task tells_every_part_in_the_order_of_numbers()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(5, 1);
        using var answer = await simulator.SendAsync(upload.List());
        var document = await PartedUpload.ReadAsync(answer, "ListPartsResult");
        Assert.Equal(
            ["Bucket=demo-bucket", $"Key={PartedUpload.Key}", $"UploadId={upload.Id}", "StorageClass=Standard", "PartNumberMarker=0", "NextPartNumberMarker=5", "MaxParts=1000", "IsTruncated=false"],
            document.Elements().Where(element => element.Name != "Part").Select(element => $"{element.Name}={element.Value}"));
        var part = document.Elements("Part").Last();
        Assert.Equal(
            ("5", "102400", "2026-03-14T09:26:53.000Z"), (part.Element("PartNumber")!.Value, part.Element("Size")!.Value, part.Element("LastModified")!.Value));
        Assert.Matches("^\"[0-9A-F]{32}\"$", part.Element("ETag")!.Value);
        Assert.NotEmpty(part.Element("HashCrc64ecma")!.Value);
    }

    [Fact]
    public async Task goes_page_by_page()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        foreach (var number in (int[])[1, 2, 3, 4, 5]) await upload.SendAsync(number, [1]);
        var (marker, pages) = ("0", new List<string>());
        for (var isTruncated = true; isTruncated;)
        {
            using var answer = await simulator.SendAsync(upload.List().Asking("max-parts", "2").Asking("part-number-marker", marker));
            var document = await PartedUpload.ReadAsync(answer, "ListPartsResult");
            pages.Add(string.Join(',', document.Elements("Part").Select(part => part.Element("PartNumber")!.Value)));
            (marker, isTruncated) = (document.Element("NextPartNumberMarker")!.Value, document.Element("IsTruncated")!.Value == "true");
        }

        Assert.Equal(["1,2", "3,4", "5"], pages);
    }

    [Fact]
    public async Task encodes_the_name_if_asked_to()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, "a b");
        using var answer = await simulator.SendAsync(upload.List().Asking("encoding-type", "url"));
        Assert.Equal("a%20b", (await PartedUpload.ReadAsync(answer, "ListPartsResult")).Element("Key")!.Value);
    }

    [Theory]
    [InlineData("max-parts", "0")]
    [InlineData("max-parts", "1001")]
    [InlineData("part-number-marker", "x")]
    [InlineData("encoding-type", "base64")]
    public async Task refuses_values_it_cannot_use(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.List().Asking(name, value));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }
}
