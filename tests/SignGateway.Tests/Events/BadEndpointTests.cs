using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SignGateway.Events.Delivery;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class BadEndpointTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(202, true)]
    [InlineData(204, true)]
    [InlineData(304, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    public async Task only_2xx_takes_an_event(int status, bool taken)
    {
        var outcome = await SendAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        Assert.Equal(taken ? new SendOutcome.Accepted() : new SendOutcome.Refused(status, null), outcome);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("Thu, 01 Jan 2026 12:00:30 GMT")]
    public async Task a_pause_that_it_wishes_for_is_heard(string retryAfter)
    {
        var outcome = await SendAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        Assert.Equal(new SendOutcome.Refused(503, TimeSpan.FromSeconds(30)), outcome);
    }

    [Fact]
    public async Task one_that_hangs_is_given_up_in_time()
    {
        await using var receiver = await Receiver.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var send = new SendUnderTest("127.0.0.1");

        var sending = send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true);
        while (receiver.Calls == 0)
            await Task.Delay(1);
        send.Time.Pass(SendEvent.TimeLimit - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);
        send.Time.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Contains("15 s", Assert.IsType<SendOutcome.Unanswered>(await sending).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_closes_the_connection_is_told_as_such()
    {
        var outcome = await SendAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<SendOutcome.Unanswered>(outcome);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task an_endless_answer_is_not_read_to_its_end(int status)
    {
        var block = Encoding.UTF8.GetBytes(new string('x', 8192));
        var outcome = await SendAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(block, CancellationToken.None);
        }).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(status == 200 ? new SendOutcome.Accepted() : new SendOutcome.Refused(500, null), outcome);
    }

    [Fact]
    public async Task an_answer_that_stops_in_the_middle_is_an_answer_all_the_same()
    {
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("some");
            await context.Response.Body.FlushAsync();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted));
        });
        await using var send = new SendUnderTest("127.0.0.1");

        var sending = send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true);

        Assert.IsType<SendOutcome.Accepted>(await send.Time.PassUntilAsync(sending, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task whoever_is_stopped_hears_of_it_and_not_of_the_endpoint()
    {
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var send = new SendUnderTest("127.0.0.1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true, new CancellationToken(canceled: true)));
    }

    private static async Task<SendOutcome> SendAsync(RequestDelegate answer)
    {
        await using var receiver = await Receiver.StartAsync(answer);
        await using var send = new SendUnderTest("127.0.0.1");
        return await send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true);
    }
}
