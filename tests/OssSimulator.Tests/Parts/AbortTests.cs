using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class AbortTests
{
    [Fact]
    public async Task leaves_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1, 2);
        using var answer = await simulator.SendAsync(upload.Abort());
        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(simulator.DataFolder, "uploads")));
        foreach (var request in new[] { upload.Complete(), upload.List(), upload.Abort(), upload.Part("3", [1]) })
        {
            using var late = await simulator.SendAsync(request);
            await Refusal.ReadAsync(late, 404, "NoSuchUpload");
        }
    }

    [Fact]
    public async Task leaves_the_object_and_other_uploads_of_its_name()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var put = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, PartedUpload.Key) { Body = [1] });
        var aborted = await PartedUpload.StartAsync(simulator);
        var other = await PartedUpload.StartAsync(simulator);
        using var answer = await simulator.SendAsync(aborted.Abort());
        Assert.Equal(other.Id, Assert.Single(simulator.Server.Uploads).UploadId);
        Assert.Single(simulator.Server.Objects);
    }
}
