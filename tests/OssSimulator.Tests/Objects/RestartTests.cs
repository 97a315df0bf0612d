using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Objects;

public sealed class RestartTests
{
    [Fact]
    public async Task keeps_objects_and_the_callback_key_over_a_restart()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm().With("x-oss-meta-a", "b"));
        var key = await KeyAsync(simulator);

        await simulator.RestartAsync();
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(posted.Headers.ETag, head.Headers.ETag);
        Assert.Equal("b", head.Headers.GetValues("x-oss-meta-a").Single());
        Assert.Equal(key, await KeyAsync(simulator));
    }

    [Fact]
    public async Task removes_what_a_killed_process_left_behind()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm());
        var content = Assert.Single(simulator.StoredFiles());
        var unfinished = Path.Combine(simulator.DataFolder, "incoming", "unfinished.tmp");
        var orphan = Path.Combine(Path.GetDirectoryName(content)!, new string('0', 64) + ".0.content");
        var overwritten = Path.Combine(Path.GetDirectoryName(content)!, Path.GetFileName(content).Split('.')[0] + ".OLD.content");
        foreach (var path in new[] { unfinished, orphan, overwritten }) await File.WriteAllTextAsync(path, "litter", TestContext.Current.CancellationToken);

        await simulator.RestartAsync();
        Assert.Equal([content], simulator.StoredFiles());
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(200, (int)head.StatusCode);
    }

    [Fact]
    public async Task refuses_a_folder_another_simulator_uses()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var options = new SimulatorOptions { Url = new Uri("http://127.0.0.1:0"), DataFolder = simulator.DataFolder };
        await Assert.ThrowsAsync<IOException>(() => SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken));
    }

    private static Task<string> KeyAsync(RunningSimulator simulator) =>
        simulator.Client.GetStringAsync(new Uri(simulator.Server.Url, "callback_pub_key_v1.pem"), TestContext.Current.CancellationToken);
}
