using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class ObjectFaultTests
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("HEAD", 403, "")]
    [InlineData("HEAD", 500, "")]
    [InlineData("HEAD", 503, "")]
    [InlineData("GET", 403, "AccessDenied")]
    [InlineData("GET", 500, "InternalError")]
    [InlineData("GET", 503, "ServiceUnavailable")]
    [InlineData("DELETE", 503, "ServiceUnavailable")]
    public async Task refuses_as_many_object_requests_as_it_is_told(string method, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var posted = await simulator.PostAsync(new SignedForm());
        simulator.Server.Faults.RefuseStatus = status;
        simulator.Server.Faults.Refuse = 1;
        using var refused = await simulator.SendAsync(new SignedRequest(new HttpMethod(method), SignedForm.Key));
        if (method != "HEAD") await Refusal.ReadAsync(refused, status, code);
        else Assert.Empty(await refused.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)refused.StatusCode);
        Assert.Single(refused.Headers.GetValues("x-oss-request-id"));
        Assert.Single(simulator.StoredFiles());

        using var next = await simulator.SendAsync(new SignedRequest(new HttpMethod(method), SignedForm.Key));
        Assert.True(next.IsSuccessStatusCode);
    }

    [Fact]
    public async Task refuses_no_upload()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Refuse = 1;
        using var posted = await simulator.PostAsync(new SignedForm());
        Assert.Equal((200, 1), ((int)posted.StatusCode, simulator.Server.Faults.Refuse));
    }

    [Fact]
    public async Task answers_a_hanging_head_when_its_time_is_over()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.HangTime = TimeSpan.FromMilliseconds(50);
        simulator.Server.Faults.HangHead = 1;
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal((404, 0), ((int)head.StatusCode, simulator.Server.Faults.HangHead));
    }

    [Fact]
    public async Task hangs_neither_other_requests_nor_further_heads()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.HangTime = Never;
        simulator.Server.Faults.HangHead = 1;
        using var posted = await simulator.PostAsync(new SignedForm());
        using var got = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, SignedForm.Key));
        Assert.Equal((200, 1), ((int)got.StatusCode, simulator.Server.Faults.HangHead));

        using var impatient = new CancellationTokenSource();
        var hanging = simulator.Client.SendAsync(
            new SignedRequest(HttpMethod.Head, SignedForm.Key).Build(simulator.Server.Url), impatient.Token);
        await HungAsync(simulator);
        using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal(200, (int)head.StatusCode);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task answers_a_hanging_head_when_it_stops_with_what_is_true_then()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.HangTime = Never;
        simulator.Server.Faults.HangHead = 1;
        var hanging = simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        await HungAsync(simulator);
        using var posted = await simulator.PostAsync(new SignedForm());
        await simulator.Server.DisposeAsync();
        using var head = await hanging;
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(posted.Headers.ETag, head.Headers.ETag);
    }

    private static async Task HungAsync(RunningSimulator simulator)
    {
        while (simulator.Server.Faults.HangHead > 0) await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
