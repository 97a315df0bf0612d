using System.Diagnostics;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Recovery;

public sealed class RebuildTests(ITestOutputHelper output)
{
    private static readonly string[] Users = ["alice", "bob"];

    // What only the lost ledger knew: how the upload was learned of, and when.
    private static readonly string[] OfTheRecording = ["recordedBy", "evidence", "storedAt", "vars"];

    [Fact]
    public async Task a_lost_ledger_comes_back_with_every_owner_and_file_name()
    {
        const int Each = 150;
        await using var loop = await WatchedLoop.StartAsync();
        foreach (var user in Users)
        {
            using var client = loop.ClientFor(user);
            Assert.All(await ManyUploads.PostAsync(await ManyUploads.SignAsync(client, user, Each)), status => Assert.Equal(200, status));
        }

        var before = await ReadAsync(loop);
        await LoseLedgerAsync(loop.Host);

        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild", "--bucket", "demo-bucket"));
        Assert.Contains("found 300, restored 300, already there 0, foreign 0, failed 0", loop.Host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild"));
        Assert.Contains("found 300, restored 0, already there 300, foreign 0, failed 0", loop.Host.Output, StringComparison.Ordinal);

        await loop.Host.StartAsync();
        var after = await ReadAsync(loop);
        Assert.Equal(Users.Length * Each, after.Count);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task ten_thousand_objects_come_back_to_their_owners()
    {
        const int Each = 5000;
        await using var loop = await WatchedLoop.StartAsync();
        var expected = new Dictionary<string, string>();
        var grants = new List<JsonNode>();
        foreach (var user in Users)
        {
            using var client = loop.ClientFor(user);
            foreach (var (grant, number) in (await ManyUploads.SignAsync(client, user, Each)).Select((grant, number) => (grant, number)))
            {
                expected.Add((string)grant["id"]!, $"{user} 文件 {number}.bin");
                grants.Add(grant);
            }
        }

        await LoseLedgerAsync(loop.Host);
        loop.Storage.Faults.Drop = grants.Count;
        Assert.All(await ManyUploads.PostAsync(grants), status => Assert.Equal(203, status));

        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild"));
        output.WriteLine($"measured: rebuild of {grants.Count} objects in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Contains("found 10000, restored 10000, already there 0, foreign 0, failed 0", loop.Host.Output, StringComparison.Ordinal);

        await loop.Host.StartAsync();
        var restored = new Dictionary<string, string>();
        foreach (var user in Users)
        {
            using var client = loop.ClientFor(user);
            foreach (var (id, upload) in await ManyUploads.ListAsync(client))
            {
                restored.Add(id, (string)upload["fileName"]!);
                Assert.StartsWith(user, restored[id], StringComparison.Ordinal);
            }
        }

        Assert.Equal(expected, restored);
    }

    [Fact]
    public async Task a_ledger_from_an_old_backup_catches_up_with_the_bucket()
    {
        await using var loop = await WatchedLoop.StartAsync();
        using var alice = loop.ClientFor("alice");
        var grants = await ManyUploads.SignAsync(alice, "alice", 3);
        var (kept, deletedLater, storedLater) = (grants[0], grants[1], grants[2]);
        await ManyUploads.PostAsync([kept, deletedLater]);
        var backup = await BackUpAsync(loop.Host);
        await loop.Host.StartAsync();
        var signedLater = (await ManyUploads.SignAsync(alice, "alice", 1))[0];
        await ManyUploads.PostAsync([storedLater, signedLater]);
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, $"/v1/uploads/{deletedLater["id"]}")).Status);

        await LoseLedgerAsync(loop.Host);
        foreach (var (name, bytes) in backup)
            await File.WriteAllBytesAsync(name, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild"));

        Assert.Contains("found 3, restored 2, already there 1, foreign 0, failed 0, missing 1", loop.Host.Output, StringComparison.Ordinal);
        await loop.Host.StartAsync();
        var stored = (await ManyUploads.ListAsync(alice)).Keys.ToList();
        Assert.Subset(stored.ToHashSet(), new HashSet<string>([(string)kept["id"]!, (string)storedLater["id"]!, (string)signedLater["id"]!]));
    }

    [Fact]
    public async Task a_dry_run_restores_nothing()
    {
        await using var loop = await WatchedLoop.StartAsync();
        await UploadOneAsync(loop);
        await LoseLedgerAsync(loop.Host);

        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild", "--dry-run"));

        Assert.Contains("dry run: found 1, to restore 1, already there 0, foreign 0, failed 0", loop.Host.Output, StringComparison.Ordinal);
        await loop.Host.StartAsync();
        Assert.Empty(await ReadAsync(loop));
    }

    [Fact]
    public async Task told_to_stop_it_stops_and_the_next_run_restores_the_rest()
    {
        // So many that nobody waits for all of them, however slow the signal is.
        const int Objects = 60;
        await using var loop = await WatchedLoop.StartAsync();
        using (var client = loop.ClientFor("alice"))
            await ManyUploads.PostAsync(await ManyUploads.SignAsync(client, "alice", Objects));
        await LoseLedgerAsync(loop.Host);
        loop.Storage.Faults.HangTime = TimeSpan.FromMinutes(1);
        loop.Storage.Faults.HangHead = int.MaxValue;

        var run = loop.Host.RunToEndAsync("rebuild");
        while (loop.Storage.Faults.HangHead == int.MaxValue && !run.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        loop.Host.Stop();

        Assert.Equal(1, await run);
        Assert.Contains("restored 0, already there 0", loop.Host.Output, StringComparison.Ordinal);
        Assert.Contains("stopped early: it was told to stop", loop.Host.Output, StringComparison.Ordinal);
        loop.Storage.Faults.HangHead = 0;
        Assert.Equal(0, await loop.Host.RunToEndAsync("rebuild"));
        Assert.Contains($"found {Objects}, restored {Objects}", loop.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task objects_that_OSS_will_not_show_are_told_by_the_exit_code()
    {
        await using var loop = await WatchedLoop.StartAsync();
        await UploadOneAsync(loop);
        await LoseLedgerAsync(loop.Host);
        // The list is not one of the requests that are refused.
        loop.Storage.Faults.Refuse = 3;
        Assert.Equal(1, await loop.Host.RunToEndAsync("rebuild"));
        Assert.Contains("found 1, restored 0, already there 0, foreign 0, failed 1", loop.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_stand_in_for_OSS_comes_along_where_the_gateway_runs_it()
    {
        await using var host = await HostProcess.StartNewAsync();
        string id;
        using (var alice = await GatewayClient.SignInAsync(host, "alice"))
        {
            var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
            id = (string)grant["id"]!;
            Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
        }

        await LoseLedgerAsync(host);
        Assert.Equal(0, await host.RunToEndAsync("rebuild"));
        await host.StartAsync();
        using var again = await GatewayClient.SignInAsync(host, "alice");
        Assert.Equal("a.bin", (string)(await again.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}")).Body!["fileName"]!);
    }

    [Fact]
    public async Task beside_a_running_gateway_on_the_same_folder_it_does_not_start()
    {
        await using var first = await HostProcess.StartNewAsync();
        await using var second = new HostProcess(new Dictionary<string, string> { ["SignGateway__DataFolder"] = first.Folder });
        Assert.Equal(1, await second.RunToEndAsync("rebuild"));
        Assert.Contains("SignGateway:DataFolder", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no profile's bucket is other-bucket", "--bucket", "other-bucket")]
    [InlineData("'--force' is unknown", "--force")]
    [InlineData("'now' is unknown", "now")]
    [InlineData("'--prefix' needs a value", "--dry-run", "--prefix")]
    public async Task what_it_does_not_understand_it_does_not_do(string word, params string[] arguments)
    {
        await using var host = new HostProcess();
        Assert.Equal(2, await host.RunToEndAsync(["rebuild", .. arguments]));
        Assert.Contains(word, host.Output, StringComparison.Ordinal);
        Assert.Contains("Usage: rebuild", host.Output, StringComparison.Ordinal);
    }

    private static async Task UploadOneAsync(WatchedLoop loop)
    {
        using var client = loop.ClientFor("alice");
        Assert.Equal([200], await ManyUploads.PostAsync(await ManyUploads.SignAsync(client, "alice", 1)));
    }

    private static async Task<Dictionary<string, byte[]>> BackUpAsync(HostProcess host)
    {
        await host.KillAsync();
        return Directory.GetFiles(host.Folder, "ledger.db*").ToDictionary(file => file, File.ReadAllBytes);
    }

    private static async Task LoseLedgerAsync(HostProcess host)
    {
        await host.KillAsync();
        var files = Directory.GetFiles(host.Folder, "ledger.db*");
        Assert.NotEmpty(files);
        foreach (var file in files)
            File.Delete(file);
    }

    private static async Task<SortedDictionary<string, string>> ReadAsync(WatchedLoop loop)
    {
        var uploads = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in Users)
        {
            using var client = loop.ClientFor(user);
            foreach (var (id, upload) in await ManyUploads.ListAsync(client))
            {
                foreach (var name in OfTheRecording)
                    upload.Remove(name);
                uploads.Add($"{user} {id}", upload.ToJsonString());
            }
        }

        return uploads;
    }
}
