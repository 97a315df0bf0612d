using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

public sealed class CallbackAnswerTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public async Task goes_to_the_uploader_with_200(string json)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        receiver.Answer = context => CallbackReceiver.JsonAsync(context, json);
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url).With("success_action_status", "201"));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(json, await answer.Content.ReadAsStringAsync(Token));
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task must_have_status_200(int status)
    {
        var message = await FailedAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        Assert.Equal($"Error status : {status}.", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\uFEFF{\"a\":1}")]
    public async Task must_be_json_without_a_byte_order_mark(string body)
    {
        var message = await FailedAsync(context => CallbackReceiver.JsonAsync(context, body));
        Assert.Equal("Response body is not valid json format.", message);
    }

    [Fact]
    public async Task must_state_its_length()
    {
        var message = await FailedAsync(context => context.Response.WriteAsync("{}", Token));
        Assert.Equal("Error Status : 400. User server return too long content-length value", message);
    }

    [Theory]
    [InlineData(1024 * 1024, true)]
    [InlineData((1024 * 1024) + 1, false)]
    public async Task must_not_exceed_a_megabyte(int length, bool isFine)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        receiver.Answer = context => CallbackReceiver.JsonAsync(context, "{}".PadRight(length));
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(isFine ? 200 : 203, (int)answer.StatusCode);
    }

    [Fact]
    public async Task must_come_in_time()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.CallbackTimeout = TimeSpan.FromMilliseconds(200));
        receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var message = await FailedAsync(simulator, CallbackForm.To(receiver.Url));
        Assert.EndsWith("reply timeout, cost:200ms, timeout:200ms (err -4, errno110)", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task must_come_whole_in_time()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.CallbackTimeout = TimeSpan.FromMilliseconds(200));
        receiver.Answer = async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var message = await FailedAsync(simulator, CallbackForm.To(receiver.Url));
        Assert.Contains("reply timeout", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_missing_where_nobody_listens()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var message = await FailedAsync(simulator, CallbackForm.To($"http://127.0.0.1:{UnusedPort()}/"));
        Assert.Equal("Error status : -1. OSS can not connect to your callbackUrl, please check it.", message);
    }

    [Fact]
    public async Task is_sought_at_one_url_after_the_other()
    {
        await using var failing = await CallbackReceiver.StartAsync();
        await using var working = await CallbackReceiver.StartAsync();
        await using var unused = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        failing.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        using var answer = await simulator.PostAsync(CallbackForm.To($"http://127.0.0.1:{UnusedPort()}/;{failing.Url};{working.Url};{unused.Url}"));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Single(failing.Received);
        Assert.Single(working.Received);
        Assert.Empty(unused.Received);
        Assert.Equal([null, 500, 200], simulator.Server.Callbacks.Select(record => record.Status));
    }

    [Fact]
    public async Task finds_the_object_already_stored()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var status = 0;
        receiver.Answer = async context =>
        {
            using var head = await simulator.SendAsync(new SignedRequest(HttpMethod.Head, SignedForm.Key));
            status = (int)head.StatusCode;
            await CallbackReceiver.JsonAsync(context, "{}");
        };
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task is_asked_for_though_the_uploader_has_left()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var arrived = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            arrived.SetResult();
            await left.Task;
            await CallbackReceiver.JsonAsync(context, "{}");
        };
        using (var uploader = new CancellationTokenSource())
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(simulator.Server.Url, "demo-bucket"))
            {
                Content = CallbackForm.To(receiver.Url).Build().ToContent(),
            };
            var upload = simulator.Client.SendAsync(request, uploader.Token);
            await arrived.Task;
            await uploader.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        }

        left.SetResult();
        await simulator.Server.DisposeAsync();
        var record = Assert.Single(simulator.Server.Callbacks);
        Assert.Equal(200, record.Status);
    }

    private static async Task<string> FailedAsync(Func<HttpContext, Task> reply)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        receiver.Answer = reply;
        var message = await FailedAsync(simulator, CallbackForm.To(receiver.Url));
        Assert.Single(receiver.Received);
        return message;
    }

    private static async Task<string> FailedAsync(RunningSimulator simulator, SignedForm form)
    {
        using var answer = await simulator.PostAsync(form);
        var error = await Refusal.ReadAsync(answer, 203, "CallbackFailed");
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.ToString());
        Assert.Single(simulator.StoredFiles());
        Assert.Equal(error.Element("Message")!.Value, simulator.Server.Callbacks[^1].Failure);
        return error.Element("Message")!.Value;
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
