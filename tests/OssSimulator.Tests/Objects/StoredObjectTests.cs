using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Objects;

public sealed class StoredObjectTests
{
    [Fact]
    public async Task are_shown_with_what_was_said_of_them()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Buckets.Insert(0, "a-bucket"));
        Assert.Empty(simulator.Server.Objects);
        using var second = await simulator.PostAsync(new SignedForm().With("key", "b").With("x-oss-meta-owner", "42"));
        using var first = await simulator.PostAsync(new SignedForm().With("key", "a"));

        Assert.Equal(["a", "b"], simulator.Server.Objects.Select(stored => stored.Key));
        var found = simulator.Server.Objects[1];
        Assert.Equal(("demo-bucket", 13L, second.Headers.ETag!.Tag), (found.Bucket, found.Size, $"\"{found.ETag}\""));
        Assert.Equal([KeyValuePair.Create("x-oss-meta-owner", "42")], found.UserMetadata);
    }

    [Fact]
    public async Task are_shown_as_they_are_now()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm());
        using var replaced = await simulator.PostAsync(new SignedForm { File = [1] });
        Assert.Equal(1, Assert.Single(simulator.Server.Objects).Size);
        await simulator.RestartAsync();
        Assert.Equal(1, Assert.Single(simulator.Server.Objects).Size);
        using var deleted = await simulator.SendAsync(new SignedRequest(HttpMethod.Delete, SignedForm.Key));
        Assert.Empty(simulator.Server.Objects);
    }
}
