using System.Xml.Linq;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A multipart upload, each step of it a request that is right until a test breaks one thing.</summary>
internal sealed class PartedUpload
{
    public const string Key = "users/42/big.bin";
    public const int PartSize = 100 * 1024;

    private readonly RunningSimulator simulator;
    private readonly string key;
    private readonly List<(int Number, string ETag)> sent = [];

    private PartedUpload(RunningSimulator simulator, string key, string id)
    {
        this.simulator = simulator;
        this.key = key;
        Id = id;
    }

    public string Id { get; }

    public static async Task<PartedUpload> StartAsync(RunningSimulator simulator, string key = Key, SignedRequest? initiate = null)
    {
        using var answer = await simulator.SendAsync(initiate ?? Initiate(key));
        var document = await ReadAsync(answer, "InitiateMultipartUploadResult");
        Assert.Equal(("demo-bucket", key), (document.Element("Bucket")!.Value, document.Element("Key")!.Value));
        return new PartedUpload(simulator, key, document.Element("UploadId")!.Value);
    }

    public static SignedRequest Initiate(string key = Key) => new SignedRequest(HttpMethod.Post, key).Asking("uploads");

    public static async Task<XElement> ReadAsync(HttpResponseMessage answer, string root)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, text);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.ToString());
        var document = XElement.Parse(text);
        Assert.Equal(root, document.Name);
        return document;
    }

    public static byte[] Content(int seed, int size = PartSize)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return content;
    }

    public SignedRequest Part(string number, byte[] content) =>
        new SignedRequest(HttpMethod.Put, key) { Body = content }.Asking("partNumber", number).Asking("uploadId", Id);

    /// <summary>Sends parts with the content of their numbers, and gives all of it.</summary>
    public async Task<byte[]> SendAsync(params int[] numbers)
    {
        foreach (var number in numbers) await SendAsync(number, Content(number));
        return [.. numbers.Order().SelectMany(number => Content(number))];
    }

    public async Task<string> SendAsync(int number, byte[] content)
    {
        using var answer = await simulator.SendAsync(Part($"{number}", content));
        Assert.True((int)answer.StatusCode == 200, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var etag = answer.Headers.ETag!.Tag.Trim('"');
        sent.Add((number, etag));
        return etag;
    }

    public SignedRequest List() => new SignedRequest(HttpMethod.Get, key).Asking("uploadId", Id);

    public SignedRequest Abort() => new SignedRequest(HttpMethod.Delete, key).Asking("uploadId", Id);

    /// <summary>With the parts that were sent, in their order.</summary>
    public SignedRequest Complete() => Complete([.. sent.OrderBy(part => part.Number)]);

    public SignedRequest Complete(params (int Number, string ETag)[] parts) => CompleteWith(Body(parts));

    public SignedRequest CompleteWith(string body) =>
        new SignedRequest(HttpMethod.Post, key) { Body = System.Text.Encoding.UTF8.GetBytes(body) }.Asking("uploadId", Id).With("content-type", "application/xml");

    public SignedRequest CompleteAll() => new SignedRequest(HttpMethod.Post, key) { Body = [] }.Asking("uploadId", Id).With("x-oss-complete-all", "yes");

    public static string Body(params (int Number, string ETag)[] parts) => new XElement(
        "CompleteMultipartUpload",
        parts.Select(part => new XElement("Part", new XElement("PartNumber", part.Number), new XElement("ETag", $"\"{part.ETag}\"")))).ToString();
}
