using Microsoft.AspNetCore.Http;
using OssSimulator.Tests.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class EverywhereTests
{
    [Fact]
    public async Task goes_to_all_urls_at_once_and_the_first_200_answers()
    {
        await using var waiting = await CallbackReceiver.StartAsync();
        await using var failing = await CallbackReceiver.StartAsync();
        await using var working = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var answered = new TaskCompletionSource();
        waiting.Answer = async context =>
        {
            // In turn, the third URL would never be asked.
            await answered.Task;
            await CallbackReceiver.JsonAsync(context, """{"from":"waiting"}""");
        };
        failing.Answer = FailAsync;
        working.Answer = context => CallbackReceiver.JsonAsync(context, """{"from":"working"}""");

        simulator.Server.Faults.Everywhere = 1;
        using var answer = await simulator.PostAsync(CallbackForm.To($"{waiting.Url};{failing.Url};{working.Url}"));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("""{"from":"working"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        answered.SetResult();
        await simulator.Server.DisposeAsync();
        Assert.Single(waiting.Received);
        Assert.Single(failing.Received);
        var log = simulator.Server.Callbacks.ToDictionary(record => record.Url, record => record.Status);
        Assert.Equal((200, 500, 200), (log[waiting.Url.AbsoluteUri], log[failing.Url.AbsoluteUri], log[working.Url.AbsoluteUri]));
    }

    [Fact]
    public async Task fails_if_no_url_answers()
    {
        await using var one = await CallbackReceiver.StartAsync();
        await using var other = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        one.Answer = other.Answer = FailAsync;
        simulator.Server.Faults.Everywhere = 1;
        using var answer = await simulator.PostAsync(CallbackForm.To($"{one.Url};{other.Url}"));
        var error = await Refusal.ReadAsync(answer, 203, "CallbackFailed");
        Assert.Equal("Error status : 500.", error.Element("Message")!.Value);
        Assert.Single(one.Received);
        Assert.Single(other.Received);
    }

    [Fact]
    public async Task is_over_when_the_number_is_used_up()
    {
        await using var first = await CallbackReceiver.StartAsync();
        await using var second = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Everywhere = 1;
        using var everywhere = await simulator.PostAsync(CallbackForm.To($"{first.Url};{second.Url}"));
        using var inTurn = await simulator.PostAsync(CallbackForm.To($"{first.Url};{second.Url}"));
        await simulator.Server.DisposeAsync();
        Assert.Equal((2, 1), (first.Received.Count, second.Received.Count));
    }

    private static Task FailAsync(HttpContext context)
    {
        context.Response.StatusCode = 500;
        return Task.CompletedTask;
    }
}
