using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Admin.Stream;

public sealed class StreamTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

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
    public async Task tells_of_an_upload_as_soon_as_its_grant_is_noted()
    {
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        var grant = await _gateway.SignAsync();

        var upload = await listener.EventAsync("upload");

        Assert.Equal(((string)grant["id"]!, "issued", "alice"), ((string)upload["id"]!, (string)upload["state"]!, (string)upload["userId"]!));
    }

    [Fact]
    public async Task tells_of_duplicates()
    {
        var callback = new OssCallback(await _gateway.SignAsync());
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway);

        Assert.Equal("recorded", (string)(await listener.EventAsync("callback"))["verdict"]!);
        Assert.Equal("duplicate", (string)(await listener.EventAsync("callback"))["verdict"]!);
    }

    [Fact]
    public async Task what_came_while_nobody_listened_is_not_told_later()
    {
        var callback = new OssCallback(await _gateway.SignAsync());
        await callback.SendAsync(_gateway);
        while (_gateway.Recorder.After(0, 1).First.Count == 0)
        {
            _gateway.Time.Pass(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        await callback.SendAsync(_gateway);

        Assert.Equal("duplicate", (string)(await listener.EventAsync("callback"))["verdict"]!);
    }

    [Fact]
    public async Task of_more_callbacks_than_anybody_could_follow_the_first_are_told()
    {
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        foreach (var number in Enumerable.Range(1, 100))
            _gateway.Recorder.Attempted(Attempt($"{number}"));
        var told = new List<string>();
        while (told.Count < 25)
            told.Add((string)(await listener.EventAsync("callback"))["verdict"]!);
        _gateway.Recorder.Attempted(Attempt("the next"));
        while (told[^1] != "the next")
            told.Add((string)(await listener.EventAsync("callback"))["verdict"]!);

        // Some may have come in time for the moment before.
        Assert.InRange(told.Count, 26, 51);
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"{number}"), told[..10]);
    }

    [Theory]
    [InlineData("callback_unsigned")]
    [InlineData("callback_key_untrusted")]
    [InlineData("callback_signature_invalid")]
    [InlineData("callback_malformed")]
    [InlineData("callback_too_large")]
    [InlineData("ticket_invalid")]
    [InlineData("ticket_mismatch")]
    [InlineData("ticket_expired")]
    [InlineData("method_not_allowed")]
    [InlineData("ledger_unavailable")]
    public async Task tells_of_every_kind_of_refusal(string code)
    {
        var ledger = new FaultyLedger();
        await using var gateway = await TestGateway.StartAsync(
            new() { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" }, services => services.AddSingleton<IUploadLedger>(ledger));
        var grant = await gateway.SignAsync();
        if (code == "ticket_expired")
            gateway.Time.Pass(TimeSpan.FromDays(2));
        using var listener = await Listener.StartAsync(gateway);
        await listener.EventAsync("hello");
        if (code == "ledger_unavailable")
            ledger.Fault = _ => throw new LedgerUnavailableException("The ledger is away.");
        await OssCallback.SendAsync(gateway, Broken(new OssCallback(grant), code));

        var callback = await listener.EventAsync("callback");

        Assert.Equal(("refused", code), ((string)callback["verdict"]!, (string)callback["code"]!));
        Assert.NotEqual("", (string)callback["reason"]!);
        Assert.Single(gateway.Log.Lines, line => line.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task says_every_fifteen_seconds_that_it_is_still_there()
    {
        using var listener = await Listener.StartAsync(_gateway);
        for (var count = 1; count <= 3; count++)
        {
            while (await listener.LineAsync() is { } line && !line.StartsWith(':'))
            {
            }

            // The clock goes on while a line is on its way, so it may come late but never early.
            Assert.True(_gateway.Time.GetUtcNow() - Begun >= TimeSpan.FromSeconds(15 * count));
        }
    }

    [Fact]
    public async Task who_does_not_read_is_dropped_and_holds_nobody_up()
    {
        using var quick = await Listener.StartAsync(_gateway);
        await quick.EventAsync("hello");
        using var slow = await DeafListener.StartAsync(_gateway);
        while (_gateway.Listeners.Count < 2)
            await Task.Yield();

        var text = Encoding.ASCII.GetBytes($": {new string('x', 64 * 1024)}\n\n");
        for (var count = 0; count < 5000 && _gateway.Listeners.Count == 2; count++)
        {
            _gateway.Listeners.Publish(text);
            while (await quick.LineNowAsync() is { Length: < 64 * 1024 })
            {
            }
        }

        Assert.Equal(1, _gateway.Listeners.Count);
        Assert.Equal(200, (int)(await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway)).Status);
        Assert.Equal("recorded", (string)(await quick.EventAsync("callback"))["verdict"]!);
        await slow.ExpectEndAsync();
    }

    [Fact]
    public async Task there_is_an_end_to_how_many_listen()
    {
        var clients = Enumerable.Range(0, 500).Select(_ => _gateway.Listeners.Join()!).ToList();

        var (status, problem, response) = await _gateway.SendAsync(HttpMethod.Get, "/v1/admin/stream", AdminCalls.Admin, roles: AdminCalls.Role);
        Assert.Equal((429, "rate_limited"), ((int)status, (string)problem["code"]!));
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter!.Delta);

        _gateway.Listeners.Leave(clients[0]);
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
    }

    [Fact]
    public async Task who_leaves_makes_room()
    {
        using (var listener = await Listener.StartAsync(_gateway))
            await listener.EventAsync("hello");

        while (_gateway.Listeners.Count > 0)
            await Task.Yield();
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
    public async Task ends_after_ten_minutes_so_that_the_token_is_shown_again()
    {
        using var listener = await Listener.StartAsync(_gateway);
        await listener.EventAsync("hello");
        _gateway.Time.Pass(TimeSpan.FromMinutes(9));
        await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway);
        await listener.EventAsync("callback");
        _gateway.Time.Pass(TimeSpan.FromMinutes(1));

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

    private static CallbackAttempt Attempt(string verdict) =>
        new() { At = Begun, Took = TimeSpan.Zero, Verdict = verdict, Target = "/v1/callbacks/oss", Paths = [], Headers = [], Body = default };

    private static HttpRequestMessage Broken(OssCallback callback, string code)
    {
        if (code == "callback_key_untrusted")
            callback.KeyUrl = "https://evil.example.com/callback_pub_key_v1.pem";
        if (code == "ticket_invalid")
            callback.Template = callback.Template.Replace("ticket=", "ticket=x", StringComparison.Ordinal);
        if (code == "callback_malformed")
            callback.Template += "&a=1&a=1";
        if (code == "ticket_mismatch")
            callback.Values["size"] = "0";
        var request = code == "callback_too_large" ? callback.Request(new byte[65 * 1024]) : callback.Request();
        if (code == "callback_unsigned")
            request.Headers.Remove("Authorization");
        if (code == "callback_signature_invalid")
            request.Content = new StringContent(callback.Body + " ");
        if (code == "method_not_allowed")
            request.Method = HttpMethod.Put;
        return request;
    }
}
