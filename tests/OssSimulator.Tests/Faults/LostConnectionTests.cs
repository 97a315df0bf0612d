using OssSimulator.Tests.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class LostConnectionTests
{
    [Fact]
    public async Task an_upload_that_is_cut_gets_no_answer_and_leaves_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Cut = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.PostAsync(Large()));
        Assert.Empty(simulator.Server.Objects);
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task the_same_form_works_after_the_cut()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Cut = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.PostAsync(Large()));
        using var answer = await simulator.PostAsync(Large());
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Single(simulator.Server.Objects);
    }

    [Fact]
    public async Task an_upload_without_an_answer_is_stored_and_called_back()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Mute = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.PostAsync(CallbackForm.To(receiver.Url)));
        Assert.Single(simulator.Server.Objects);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task an_upload_without_a_callback_loses_its_answer_too()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Mute = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.PostAsync(new SignedForm()));
        Assert.Single(simulator.Server.Objects);
    }

    // Larger than what is read before the cut.
    private static SignedForm Large() => new() { File = new byte[200_000] };
}
