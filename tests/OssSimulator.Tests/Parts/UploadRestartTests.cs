using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class UploadRestartTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_upload_goes_on_after_a_restart()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, initiate: PartedUpload.Initiate().With("x-oss-meta-owner", "42"));
        await upload.SendAsync(1);
        var before = simulator.Server.Uploads;
        await simulator.RestartAsync();
        Assert.Equal(before, simulator.Server.Uploads);
        await upload.SendAsync(2);
        using var completed = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)completed.StatusCode);
        Assert.Equal("42", Assert.Single(simulator.Server.Objects).UserMetadata["x-oss-meta-owner"]);
    }

    [Fact]
    public async Task an_object_of_parts_is_there_after_a_restart()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (content, _) = await CompleteAsync(simulator);
        await simulator.RestartAsync();
        Assert.Empty(simulator.Server.Uploads);
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key));
        Assert.Equal(content, await got.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task an_upload_that_was_complete_when_the_process_was_killed_stays_complete()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (content, folder) = await CompleteAsync(simulator);

        // As it is before the record is renamed and what is not needed removed.
        File.Move(Path.Combine(folder, "complete.json"), Path.Combine(folder, "upload.json"));
        await File.WriteAllTextAsync(Path.Combine(folder, $"00009.{new string('0', 32)}.1.1.x.part"), "not needed", Token);
        await simulator.RestartAsync();
        Assert.Empty(simulator.Server.Uploads);
        Assert.Equal(2, Directory.GetFiles(folder, "*.part").Length);
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, PartedUpload.Key));
        Assert.Equal(content, await got.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task what_belongs_to_nothing_is_removed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (_, folder) = await CompleteAsync(simulator);
        var begun = Directory.CreateDirectory(Path.Combine(simulator.DataFolder, "uploads", "BEGUN"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(simulator.DataFolder, "objects"))) File.Delete(path);
        await simulator.RestartAsync();
        Assert.False(Directory.Exists(folder));
        Assert.False(Directory.Exists(begun.FullName));
    }

    private static async Task<(byte[] Content, string Folder)> CompleteAsync(RunningSimulator simulator)
    {
        var upload = await PartedUpload.StartAsync(simulator);
        var content = await upload.SendAsync(1, 2);
        using var completed = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)completed.StatusCode);
        return (content, Path.Combine(simulator.DataFolder, "uploads", upload.Id));
    }
}
