using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Stream;

public sealed class StreamTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task begins_with_the_gateways_time()
    {
        using var listener = await Listener.StartAsync(_gateway);

        Assert.Equal("text/event-stream", listener.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("event: hello", await listener.LineAsync());
        Assert.StartsWith("data: {\"serverTime\":\"2026-01-01T12:00:00", await listener.LineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await listener.LineAsync());
    }

    [Fact]
    public async Task tells_of_callbacks_and_of_what_became_of_uploads()
    {
        var grant = await _gateway.SignAsync();
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        await new OssCallback(grant).SendAsync(_gateway);

        var upload = await listener.EventAsync("upload");
        var callback = await listener.EventAsync("callback");

        var listed = (await _gateway.ReadAsync("/callbacks"))["items"]![0]!;
        Assert.Equal(listed.ToJsonString(), callback.ToJsonString());
        Assert.Equal(((string)grant["id"]!, "stored"), ((string)upload["id"]!, (string)upload["state"]!));
    }

    [Fact]
    public async Task tells_how_everything_stands_when_that_has_changed()
    {
        using var listener = await Listener.StartAsync(_gateway);
        var first = await listener.EventAsync("overview");
        await _gateway.SignAsync();

        var second = await listener.EventAsync("overview");
        while ((int)second["series"]!["grants"]! == 0)
            second = await listener.EventAsync("overview");

        Assert.Equal(0, (int)first["series"]!["grants"]!);
        Assert.Equal(5, second["dependencies"]!.AsArray().Count);
        Assert.Equal((1, 60), ((int)second["replicas"]!, (int)second["stepSeconds"]!));
    }

    [Fact]
    public async Task says_now_and_then_that_it_is_still_there()
    {
        using var listener = await Listener.StartAsync(_gateway);
        var begun = _gateway.Time.GetUtcNow();
        while (await listener.LineAsync() is { } line && !line.StartsWith(':'))
        {
        }

        Assert.InRange(_gateway.Time.GetUtcNow() - begun, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task many_listen_to_the_same()
    {
        List<Listener> listeners = [];
        for (var count = 0; count < 20; count++)
            listeners.Add(await Listener.StartAsync(_gateway));
        foreach (var listener in listeners)
            await listener.EventAsync("hello");
        await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway);

        foreach (var listener in listeners)
        {
            Assert.Equal("recorded", (string)(await listener.EventAsync("callback"))["verdict"]!);
            listener.Dispose();
        }
    }

    [Fact]
    public async Task ends_after_a_while_so_that_the_token_is_shown_again()
    {
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        _gateway.Time.Pass(TimeSpan.FromMinutes(10));

        while (await listener.LineAsync() is not null)
        {
        }
    }

    [Fact]
    public async Task does_not_hold_up_the_end_of_the_gateway()
    {
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");

        await _gateway.StopAsync();

        while (await listener.LineAsync() is not null)
        {
        }
    }
}
