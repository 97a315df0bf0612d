using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Hosting;

public sealed class InProcessTests
{
    [Fact]
    public async Task two_simulators_in_one_process_do_not_meet()
    {
        await using var one = await RunningSimulator.StartAsync();
        await using var other = await RunningSimulator.StartAsync();
        Assert.NotEqual(one.Server.Url, other.Server.Url);
        using var posted = await one.PostAsync(new SignedForm());
        using var here = await one.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        using var there = await other.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
        Assert.Equal((200, 404), ((int)here.StatusCode, (int)there.StatusCode));
    }

    [Fact]
    public async Task may_be_disposed_twice()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.Server.DisposeAsync();
        await simulator.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key)));
    }

    [Fact]
    public async Task names_every_port_zero_by_the_port_it_got()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Url = new Uri("http://localhost:0"));
        Assert.Equal("127.0.0.1", simulator.Server.Url.Host);
        Assert.NotEqual(0, simulator.Server.Url.Port);
    }

    [Fact]
    public async Task announces_a_host_name_as_written()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Url = new Uri("http://oss.example.com:0"));
        Assert.Equal("oss.example.com", simulator.Server.Url.Host);
        using var answer = await simulator.Client.GetAsync(
            new Uri($"http://127.0.0.1:{simulator.Server.Url.Port}/callback_pub_key_v1.pem"), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
