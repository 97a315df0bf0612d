using System.Xml.Linq;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A page of a list as its reader sees it.</summary>
internal sealed class ObjectList(XElement root)
{
    public string? this[string name] => root.Element(name)?.Value;

    public IReadOnlyList<XElement> Contents => [.. root.Elements("Contents")];

    public IReadOnlyList<string> Keys => [.. Contents.Select(content => content.Element("Key")!.Value)];

    public IReadOnlyList<string> Groups => [.. root.Elements("CommonPrefixes").Select(group => group.Element("Prefix")!.Value)];

    /// <summary>Sends a signed list request that must be answered.</summary>
    public static Task<ObjectList> ReadAsync(RunningSimulator simulator, params (string Name, string Value)[] query) => ReadAsync(simulator, Request(query));

    public static async Task<ObjectList> ReadAsync(RunningSimulator simulator, SignedRequest request)
    {
        using var answer = await simulator.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, text);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.ToString());
        var root = XElement.Parse(text);
        Assert.Equal("ListBucketResult", root.Name);
        return new ObjectList(root);
    }

    public static SignedRequest Request(params (string Name, string Value)[] query)
    {
        var request = new SignedRequest(HttpMethod.Get, "") { Query = { ["list-type"] = "2" } };
        foreach (var (name, value) in query) request.Query[name] = value;
        return request;
    }
}
