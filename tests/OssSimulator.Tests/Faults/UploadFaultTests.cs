using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

/// <summary>Troubles of PUTs and of multipart uploads.</summary>
public sealed class UploadFaultTests
{
    // Larger than what is read before a cut.
    private static readonly byte[] Large = PartedUpload.Content(1, 200_000);

    [Fact]
    public async Task a_put_that_is_cut_gets_no_answer_and_leaves_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Cut = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(Put()));
        Assert.Empty(simulator.StoredFiles());
        using var answer = await simulator.SendAsync(Put());
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task a_put_without_an_answer_is_stored_and_called_back()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Mute = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(Put().With("x-oss-callback", CallbackHeader.To(receiver.Url))));
        Assert.Single(simulator.Server.Objects);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task a_completed_upload_without_an_answer_is_stored_and_called_back()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1);
        simulator.Server.Faults.Mute = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(upload.Complete().With("x-oss-callback", CallbackHeader.To(receiver.Url))));
        Assert.Single(simulator.Server.Objects);
        Assert.Single(receiver.Received);
        using var again = await simulator.SendAsync(upload.Complete());
        await Refusal.ReadAsync(again, 404, "NoSuchUpload");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    public async Task a_part_is_refused_as_often_as_wanted(int number, int met)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        (simulator.Server.Faults.Parts.Number, simulator.Server.Faults.Parts.Refuse) = (number, 2);
        for (var i = 0; i < 2; i++)
        {
            using var refused = await simulator.SendAsync(upload.Part($"{met}", Large));
            await Refusal.ReadAsync(refused, 503, "ServiceUnavailable");
        }

        await upload.SendAsync(1, 2);
        Assert.Equal(2, Assert.Single(simulator.Server.Uploads).Parts);
    }

    [Fact]
    public async Task a_fault_of_one_part_leaves_the_others_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var faults = simulator.Server.Faults.Parts;
        (faults.Number, faults.Refuse, faults.Cut, faults.Mute) = (3, 1, 1, 1);
        await upload.SendAsync(1, 2);
        Assert.Equal((1, 1, 1), (faults.Refuse, faults.Cut, faults.Mute));
    }

    [Fact]
    public async Task a_part_that_is_cut_gets_no_answer_and_is_not_there()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        simulator.Server.Faults.Parts.Cut = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(upload.Part("1", Large)));
        Assert.Equal(0, Assert.Single(simulator.Server.Uploads).Parts);
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task a_part_without_an_answer_is_there()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        simulator.Server.Faults.Parts.Mute = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(upload.Part("1", Large)));
        Assert.Equal(1, Assert.Single(simulator.Server.Uploads).Parts);
    }

    [Fact]
    public async Task beginning_and_end_are_refused_as_often_as_wanted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Parts.RefuseInitiate = 1;
        using var begin = await simulator.SendAsync(PartedUpload.Initiate());
        await Refusal.ReadAsync(begin, 503, "ServiceUnavailable");
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1);
        simulator.Server.Faults.Parts.RefuseComplete = 1;
        using var end = await simulator.SendAsync(upload.Complete());
        await Refusal.ReadAsync(end, 503, "ServiceUnavailable");
        using var again = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Fact]
    public async Task listing_parts_and_aborting_are_refused_like_other_requests_of_objects()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        simulator.Server.Faults.Refuse = 2;
        foreach (var request in new[] { upload.List(), upload.Abort() })
        {
            using var answer = await simulator.SendAsync(request);
            await Refusal.ReadAsync(answer, 503, "ServiceUnavailable");
        }

        Assert.Single(simulator.Server.Uploads);
    }

    private static SignedRequest Put() => new(HttpMethod.Put, "users/42/cat.png") { Body = Large };
}
