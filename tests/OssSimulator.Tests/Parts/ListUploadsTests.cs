using System.Xml.Linq;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class ListUploadsTests
{
    [Fact]
    public async Task tells_what_is_neither_complete_nor_aborted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var running = await PartedUpload.StartAsync(simulator, "b");
        var aborted = await PartedUpload.StartAsync(simulator, "a");
        using var abort = await simulator.SendAsync(aborted.Abort());
        var complete = await PartedUpload.StartAsync(simulator, "c");
        await complete.SendAsync(1);
        using var completed = await simulator.SendAsync(complete.Complete());

        var document = await ListAsync(simulator);
        var upload = Assert.Single(document.Elements("Upload"));
        Assert.Equal(
            ("b", running.Id, "Standard", "2026-03-14T09:26:53.000Z"),
            (upload.Element("Key")!.Value, upload.Element("UploadId")!.Value, upload.Element("StorageClass")!.Value, upload.Element("Initiated")!.Value));
        Assert.Equal(("demo-bucket", "1000", "false"), (document.Element("Bucket")!.Value, document.Element("MaxUploads")!.Value, document.Element("IsTruncated")!.Value));
        Assert.Equal((running.Id, "b"), (simulator.Server.Uploads[0].UploadId, simulator.Server.Uploads[0].Key));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a/", "")]
    [InlineData("", "/")]
    [InlineData("a/", "/")]
    public async Task goes_page_by_page(string prefix, string delimiter)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        foreach (var key in (string[])["a/1", "a/1", "a/b/1", "a/b/2", "a/c", "a0", "z"]) await PartedUpload.StartAsync(simulator, key);
        var whole = await ListAsync(simulator, ("prefix", prefix), ("delimiter", delimiter));
        var expected = (prefix, delimiter) switch
        {
            ("", "") => "a/1 a/1 a/b/1 a/b/2 a/c a0 z | ",
            ("a/", "") => "a/1 a/1 a/b/1 a/b/2 a/c | ",
            ("", _) => "a0 z | a/",
            _ => "a/1 a/1 a/c | a/b/",
        };
        Assert.Equal(expected, Text(whole.Elements()));

        List<XElement> paged = [];
        var (key1, id, isTruncated) = ("", "", true);
        while (isTruncated)
        {
            var page = await ListAsync(simulator, ("prefix", prefix), ("delimiter", delimiter), ("max-uploads", "1"), ("key-marker", key1), ("upload-id-marker", id));
            paged.AddRange(page.Elements());
            Assert.Equal(1, page.Elements("Upload").Count() + page.Elements("CommonPrefixes").Count());
            (key1, id, isTruncated) = (page.Element("NextKeyMarker")!.Value, page.Element("NextUploadIdMarker")!.Value, page.Element("IsTruncated")!.Value == "true");
        }

        Assert.Equal(expected, Text(paged));
        Assert.Equal(Ids(whole.Elements()), Ids(paged));
    }

    [Theory]
    [InlineData("max-uploads", "0")]
    [InlineData("max-uploads", "1001")]
    [InlineData("encoding-type", "base64")]
    public async Task refuses_values_it_cannot_use(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Request((name, value)));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    private static string Text(IEnumerable<XElement> elements)
    {
        var list = elements.ToList();
        var keys = list.Where(element => element.Name == "Upload").Select(upload => upload.Element("Key")!.Value);
        var groups = list.Where(element => element.Name == "CommonPrefixes").Select(group => group.Element("Prefix")!.Value);
        return $"{string.Join(' ', keys)} | {string.Join(' ', groups)}";
    }

    private static IEnumerable<string> Ids(IEnumerable<XElement> elements) =>
        elements.Where(element => element.Name == "Upload").Select(upload => upload.Element("UploadId")!.Value);

    private static SignedRequest Request(params (string Name, string Value)[] query)
    {
        var request = new SignedRequest(HttpMethod.Get, "").Asking("uploads");
        foreach (var (name, value) in query) request.Asking(name, value);
        return request;
    }

    private static async Task<XElement> ListAsync(RunningSimulator simulator, params (string Name, string Value)[] query)
    {
        using var answer = await simulator.SendAsync(Request(query));
        return await PartedUpload.ReadAsync(answer, "ListMultipartUploadsResult");
    }
}
