using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Lists;

/// <summary>Lists with a delimiter, and the first version of lists.</summary>
public sealed class GroupedListTests
{
    private static readonly string[] Keys = ["a", "a/", "a/1", "a/b/1", "a/b/2", "a/\U0001F600/1", "b/1", "b/2", "c", "d--1", "d--2"];

    public static TheoryData<string, string, string, string> Groups => new()
    {
        { "", "/", "a c d--1 d--2", "a/ b/" },
        { "a/", "/", "a/ a/1", "a/b/ a/\U0001F600/" },
        { "", "--", "a a/ a/1 a/b/1 a/b/2 a/\U0001F600/1 b/1 b/2 c", "d--" },
        { "b", "/", "", "b/" },
        { "x", "/", "", "" },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task puts_together_what_is_alike_up_to_the_delimiter(string prefix, string delimiter, string keys, string groups)
    {
        await using var simulator = await StartAsync();
        var whole = await ObjectList.ReadAsync(simulator, ("prefix", prefix), ("delimiter", delimiter));
        Assert.Equal((keys, groups), (string.Join(' ', whole.Keys), string.Join(' ', whole.Groups)));
        Assert.Equal(((whole.Keys.Count + whole.Groups.Count).ToString(System.Globalization.CultureInfo.InvariantCulture), delimiter), (whole["KeyCount"], whole["Delimiter"]));

        var (pagedKeys, pagedGroups, token) = (new List<string>(), new List<string>(), (string?)null);
        do
        {
            List<(string, string)> query = [("prefix", prefix), ("delimiter", delimiter), ("max-keys", "1")];
            if (token is not null) query.Add(("continuation-token", token));
            var page = await ObjectList.ReadAsync(simulator, [.. query]);
            pagedKeys.AddRange(page.Keys);
            pagedGroups.AddRange(page.Groups);
            token = page["NextContinuationToken"];
        }
        while (token is not null);
        Assert.Equal((keys, groups), (string.Join(' ', pagedKeys), string.Join(' ', pagedGroups)));
    }

    [Theory]
    [InlineData("a/", "c", "b/")]
    [InlineData("a/1", "c", "a/ b/")]
    [InlineData("b/1", "c", "b/")]
    public async Task begins_behind_a_key_or_a_whole_group(string startAfter, string keys, string groups)
    {
        await using var simulator = await StartAsync();
        var list = await ObjectList.ReadAsync(simulator, ("delimiter", "/"), ("start-after", startAfter), ("max-keys", groups.Contains(' ') ? "3" : "2"));
        Assert.Equal((keys, groups), (string.Join(' ', list.Keys), string.Join(' ', list.Groups)));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public async Task names_the_owner_if_asked_to(string? value, int count)
    {
        await using var simulator = await StartAsync();
        var list = value is null ? await ObjectList.ReadAsync(simulator) : await ObjectList.ReadAsync(simulator, ("fetch-owner", value));
        Assert.All(list.Contents, content => Assert.Equal(count, content.Elements("Owner").Count()));
        if (count > 0) Assert.Equal("1000000000000000", list.Contents[0].Element("Owner")!.Element("ID")!.Value);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a/", "/")]
    public async Task the_first_version_goes_by_markers(string prefix, string delimiter)
    {
        await using var simulator = await StartAsync();
        var whole = await ObjectList.ReadAsync(simulator, ("prefix", prefix), ("delimiter", delimiter));
        var (keys, groups, marker) = (new List<string>(), new List<string>(), (string?)"");
        while (marker is not null)
        {
            var page = await FirstAsync(simulator, ("prefix", prefix), ("delimiter", delimiter), ("max-keys", "2"), ("marker", marker));
            Assert.Equal((marker, null, null), (page["Marker"], page["KeyCount"], page["NextContinuationToken"]));
            Assert.All(page.Contents, content => Assert.Single(content.Elements("Owner")));
            keys.AddRange(page.Keys);
            groups.AddRange(page.Groups);
            marker = page["NextMarker"];
        }

        Assert.Equal(whole.Keys, keys);
        Assert.Equal(whole.Groups, groups);
    }

    [Fact]
    public async Task encodes_groups_and_markers_if_asked_to()
    {
        await using var simulator = await StartAsync();
        var page = await FirstAsync(simulator, ("prefix", "a/"), ("delimiter", "/"), ("marker", "a/b/"), ("max-keys", "1"), ("encoding-type", "url"));
        Assert.Equal(("a%2F", "%2F", "a%2Fb%2F", "url"), (page["Prefix"], page["Delimiter"], page["Marker"], page["EncodingType"]));
        Assert.Equal(["a%2F%F0%9F%98%80%2F"], page.Groups);
    }

    private static async Task<ObjectList> FirstAsync(RunningSimulator simulator, params (string Name, string Value)[] query)
    {
        var request = new SignedRequest(HttpMethod.Get, "");
        foreach (var (name, value) in query) request.Asking(name, value);
        return await ObjectList.ReadAsync(simulator, request);
    }

    private static async Task<RunningSimulator> StartAsync()
    {
        var simulator = await RunningSimulator.StartAsync();
        foreach (var key in Keys)
        {
            using var put = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, key) { Body = [] });
            Assert.Equal(200, (int)put.StatusCode);
        }

        return simulator;
    }
}
