using System.Text;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Lists;

public sealed class ListTests
{
    // The last two are in the other order where strings are compared by their UTF-16 units.
    private static readonly string[] Keys = ["A", "a", "a b&<", "a/1", "a/2", "b", "ü", "\uFFFD", "😀"];

    [Fact]
    public async Task shows_what_is_known_of_every_object()
    {
        await using var simulator = await StartAsync("a/1");
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, "a/1"));
        var list = await ObjectList.ReadAsync(simulator);
        var content = Assert.Single(list.Contents);
        Assert.Equal(
            [
                ("Key", "a/1"),
                ("LastModified", "2026-03-14T09:26:53.000Z"),
                ("ETag", head.Headers.ETag!.Tag),
                ("Type", "Normal"),
                ("Size", "13"),
                ("StorageClass", "Standard"),
            ],
            content.Elements().Select(element => (element.Name.LocalName, element.Value)));
        Assert.Equal(("demo-bucket", "", "100", "false", "1"), (list["Name"], list["Prefix"], list["MaxKeys"], list["IsTruncated"], list["KeyCount"]));
        Assert.Null(list["EncodingType"] ?? list["NextContinuationToken"] ?? list["StartAfter"] ?? list["ContinuationToken"]);
    }

    [Fact]
    public async Task of_an_empty_bucket_is_empty()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var list = await ObjectList.ReadAsync(simulator);
        Assert.Empty(list.Contents);
        Assert.Equal(("false", "0"), (list["IsTruncated"], list["KeyCount"]));
    }

    [Fact]
    public async Task is_in_the_order_of_the_bytes()
    {
        await using var simulator = await StartAsync([.. Keys.Reverse()]);
        var list = await ObjectList.ReadAsync(simulator);
        Assert.Equal(Keys, list.Keys);
        Assert.Equal(Keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal), list.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public async Task comes_in_pages(int size)
    {
        await using var simulator = await StartAsync(Keys);
        var seen = new List<string>();
        string? token = null;
        var pages = 0;
        do
        {
            (string Name, string Value)[] query = [("max-keys", $"{size}"), .. token is null ? [] : new[] { ("continuation-token", token) }];
            var page = await ObjectList.ReadAsync(simulator, query);
            Assert.Equal(($"{size}", $"{page.Keys.Count}", token), (page["MaxKeys"], page["KeyCount"], page["ContinuationToken"]));
            seen.AddRange(page.Keys);
            token = page["NextContinuationToken"];
            Assert.Equal(token is null ? "false" : "true", page["IsTruncated"]);
            pages++;
        }
        while (token is not null);

        Assert.Equal(Keys, seen);
        Assert.Equal((Keys.Length + size - 1) / size, pages);
    }

    [Theory]
    [InlineData("", "a/1", "a/2 b ü \uFFFD 😀")]
    [InlineData("", "a/10", "a/2 b ü \uFFFD 😀")]
    [InlineData("", "😀", "")]
    [InlineData("", "😁", "")]
    [InlineData("a/", "", "a/1 a/2")]
    [InlineData("a/", "A", "a/1 a/2")]
    [InlineData("a/", "a/", "a/1 a/2")]
    [InlineData("a/", "a/1", "a/2")]
    [InlineData("a/", "b", "")]
    [InlineData("a/1", "", "a/1")]
    [InlineData("c", "", "")]
    [InlineData("\uD83D\uDE00", "", "😀")]
    public async Task may_begin_in_the_middle(string prefix, string startAfter, string keys)
    {
        await using var simulator = await StartAsync(Keys);
        var list = await ObjectList.ReadAsync(simulator, ("prefix", prefix), ("start-after", startAfter));
        Assert.Equal(keys, string.Join(' ', list.Keys));
        Assert.Equal((prefix, startAfter), (list["Prefix"], list["StartAfter"]));
    }

    [Fact]
    public async Task goes_on_though_the_last_key_is_gone()
    {
        await using var simulator = await StartAsync("a", "b", "c");
        var first = await ObjectList.ReadAsync(simulator, ("max-keys", "2"));
        using var deleted = await simulator.SendAsync(new SignedRequest(HttpMethod.Delete, "b"));
        var second = await ObjectList.ReadAsync(simulator, ("max-keys", "2"), ("continuation-token", first["NextContinuationToken"]!));
        Assert.Equal(["c"], second.Keys);
    }

    [Fact]
    public async Task goes_on_behind_its_token_whatever_start_after_says()
    {
        await using var simulator = await StartAsync("a", "b", "c", "d");
        var first = await ObjectList.ReadAsync(simulator, ("max-keys", "2"), ("start-after", "a"));
        var second = await ObjectList.ReadAsync(simulator, ("start-after", "a"), ("continuation-token", first["NextContinuationToken"]!));
        Assert.Equal(["d"], second.Keys);
    }

    [Fact]
    public async Task encodes_names_if_asked_to()
    {
        await using var simulator = await StartAsync("a b/ü+", "a b/\u0001");
        var list = await ObjectList.ReadAsync(simulator, ("prefix", "a b/"), ("start-after", "a b/\u0000"), ("encoding-type", "url"));
        Assert.Equal(["a%20b%2F%01", "a%20b%2F%C3%BC%2B"], list.Keys);
        Assert.Equal(("a%20b%2F", "a%20b%2F%00", "url"), (list["Prefix"], list["StartAfter"], list["EncodingType"]));
    }

    [Fact]
    public async Task follows_overwriting_deleting_and_restarting()
    {
        await using var simulator = await StartAsync("a", "b", "b", "c");
        using var deleted = await simulator.SendAsync(new SignedRequest(HttpMethod.Delete, "a"));
        Assert.Equal(["b", "c"], (await ObjectList.ReadAsync(simulator)).Keys);
        await simulator.RestartAsync();
        Assert.Equal(["b", "c"], (await ObjectList.ReadAsync(simulator)).Keys);
    }

    [Fact]
    public async Task keeps_buckets_apart()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Buckets.Add("second-bucket"));
        using var posted = await simulator.PostAsync(new SignedForm());
        var request = ObjectList.Request();
        request.Bucket = "second-bucket";
        using var answer = await simulator.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<Name>second-bucket</Name>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<Contents>", text, StringComparison.Ordinal);
    }

    private static async Task<RunningSimulator> StartAsync(params string[] keys)
    {
        var simulator = await RunningSimulator.StartAsync();
        foreach (var key in keys)
        {
            using var posted = await simulator.PostAsync(new SignedForm { File = "hello, bucket"u8.ToArray() }.With("key", key));
            Assert.Equal(200, (int)posted.StatusCode);
        }

        return simulator;
    }
}
