using System.Text.Json.Nodes;
using Xunit;

namespace SignGateway.Host.Tests.Commands;

public sealed class KeyTests
{
    private const string Prefix = "SignGateway__Tickets__Keys__";

    [Fact]
    public async Task a_new_key_is_printed_for_the_environment_and_as_JSON_and_nothing_is_written()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("keys", "new"));

        var variables = Rings(host.Output)[0];
        Assert.Equal("current", variables[$"{Prefix}0__Use"]);
        Assert.Equal(32, Convert.FromBase64String(variables[$"{Prefix}0__Secret"]).Length);
        var json = JsonNode.Parse(host.Output[host.Output.IndexOf('{', StringComparison.Ordinal)..])!["SignGateway"]!["Tickets"]!["Keys"]![0]!;
        Assert.Equal(variables[$"{Prefix}0__Id"], (string)json["Id"]!);
        Assert.Equal(variables[$"{Prefix}0__Secret"], (string)json["Secret"]!);
        Assert.Equal("current", (string)json["Use"]!);
        Assert.Empty(Directory.GetFileSystemEntries(host.Folder));
    }

    [Fact]
    public async Task a_gateway_starts_with_the_key_that_was_printed()
    {
        await using var printer = new HostProcess();
        Assert.Equal(0, await printer.RunToEndAsync("keys", "new", "--id", "2026-a"));
        await using var host = await HostProcess.StartNewAsync(Rings(printer.Output)[0]);
        using var alice = await GatewayClient.SignInAsync(host, "alice");
        Assert.Equal(200, (await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1])).Status);
    }

    [Fact]
    public async Task no_two_new_keys_are_alike()
    {
        await using var host = new HostProcess();
        await host.RunToEndAsync("keys", "new");
        await host.RunToEndAsync("keys", "new");
        var keys = host.Output.Split('\n').Where(line => line.StartsWith($"{Prefix}0__Secret=", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no blanks")]
    [InlineData("seventeen-letters")]
    public async Task an_id_that_no_ring_takes_is_refused(string id)
    {
        await using var host = new HostProcess();
        Assert.Equal(2, await host.RunToEndAsync("keys", "new", $"--id={id}"));
        Assert.Contains("'--id' must be", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_rotation_adds_a_key_lets_it_seal_and_archives_the_old_one()
    {
        await using var host = new HostProcess(Ring(("old", "archive"), ("present", "current")));
        Assert.Equal(0, await host.RunToEndAsync("keys", "rotate", "--id", "next"));

        var rings = Rings(host.Output);
        Assert.Equal(["old archive, present current, next accepting", "old archive, present accepting, next current", "old archive, present archive, next current"], rings.Select(Uses));
        Assert.All(rings, ring => Assert.Equal("«as it stands»", ring[$"{Prefix}1__Secret"]));
        Assert.Equal(32, Convert.FromBase64String(rings[0][$"{Prefix}2__Secret"]).Length);
        Assert.All(rings[1..], ring => Assert.Equal("«as in step 1»", ring[$"{Prefix}2__Secret"]));
    }

    [Fact]
    public async Task while_a_rotation_is_under_way_there_is_no_further_key_but_what_is_left_to_do()
    {
        await using var host = new HostProcess(Ring(("one", "current"), ("two", "accepting")));
        Assert.Equal(0, await host.RunToEndAsync("keys", "rotate"));

        Assert.Contains("A rotation is under way", host.Output, StringComparison.Ordinal);
        Assert.Equal(["one accepting, two current", "one archive, two current", "one current, two archive"], Rings(host.Output).Select(Uses));
    }

    [Fact]
    public async Task an_id_that_the_ring_has_is_refused()
    {
        await using var host = new HostProcess(Ring(("one", "current")));
        Assert.Equal(2, await host.RunToEndAsync("keys", "rotate", "--id", "one"));
        Assert.Contains("the ring has a key 'one'", host.Output, StringComparison.Ordinal);
    }

    private static string Uses(Dictionary<string, string> ring) =>
        string.Join(", ", Enumerable.Range(0, ring.Count / 3).Select(index => $"{ring[$"{Prefix}{index}__Id"]} {ring[$"{Prefix}{index}__Use"]}"));

    private static Dictionary<string, string> Ring(params (string Id, string Use)[] keys)
    {
        Dictionary<string, string> settings = [];
        foreach (var (index, (id, use)) in keys.Index())
        {
            settings[$"{Prefix}{index}__Id"] = id;
            settings[$"{Prefix}{index}__Secret"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
            settings[$"{Prefix}{index}__Use"] = use;
        }

        return settings;
    }

    // A ring is a run of lines without a pause.
    private static List<Dictionary<string, string>> Rings(string output)
    {
        List<Dictionary<string, string>> rings = [];
        var before = "";
        foreach (var line in output.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                if (!before.StartsWith(Prefix, StringComparison.Ordinal))
                    rings.Add([]);
                rings[^1].Add(line.Split('=', 2)[0], line.Split('=', 2)[1]);
            }

            before = line;
        }

        return rings;
    }
}
