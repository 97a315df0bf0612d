using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Events;
using SignGateway.Events.Delivery;
using SignGateway.Events.Outbox;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using SignGateway.Webhooks;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class DeliveryTests
{
    [Fact]
    public async Task a_recorded_upload_is_posted_signed_with_the_facts_of_the_record()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With());
        var received = Receive(gateway);
        var grant = await gateway.SignAsync();
        await new OssCallback(grant).SendAsync(gateway);

        var (headers, body) = await NextAsync(gateway, received);

        var told = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["type", "timestamp", "data"], told.Select(property => property.Key));
        Assert.Equal("upload.stored", (string)told["type"]!);
        Assert.Equal("2026-01-01T12:00:00Z", (string)told["timestamp"]!);
        Assert.Equal((await gateway.FindAsync(grant)).ToJsonString(), told["data"]!.ToJsonString());
        Assert.Equal($"{grant["id"]}-stored-1", headers["webhook-id"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.All(
            WebhookHeaders.Of(headers["webhook-id"], sent, Encoding.UTF8.GetBytes(body), [WebhookSecret.TryParse(EventSettings.Secret)!]),
            header => Assert.Equal(header.Value, headers[header.Key]));
    }

    [Fact]
    public async Task one_that_was_refused_comes_again_with_the_time_of_the_attempt_and_the_same_name_and_body()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With());
        var received = Receive(gateway, HttpStatusCode.InternalServerError);
        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        var first = await NextAsync(gateway, received);
        var second = await NextAsync(gateway, received);

        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        var (before, after) = (long.Parse(first.Headers["webhook-timestamp"], CultureInfo.InvariantCulture), long.Parse(second.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.InRange(after - before, 5, 12);
        Assert.NotEqual(first.Headers["webhook-signature"], second.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task an_endpoint_that_refuses_everything_ends_as_a_dead_letter_and_is_told_in_the_log()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With());
        Receive(gateway, HttpStatusCode.Gone);
        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        while (await PendingAsync(gateway) is { DueAt: { } due })
        {
            // What is due later than a lease reaches waits for its time. Anything else may be an attempt under way, which would be made again after its lease.
            var wait = due - gateway.Time.GetUtcNow();
            gateway.Time.Pass(wait > TakeEvents.Lease ? wait : TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        Assert.Equal(10, gateway.Endpoint.Calls.Count);
        Assert.Contains(gateway.Log.Lines, line => line.Contains("dead letter", StringComparison.Ordinal) && line.Contains("410", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains("hooks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_endpoint_that_hangs_holds_up_neither_callbacks_nor_another_endpoint()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With(
            ("SignGateway:Events:Endpoints:slow:Url", "https://slow.example.com/"), ("SignGateway:Events:Endpoints:slow:Secrets:0", EventSettings.Secret)));
        var received = Receive(gateway);
        gateway.Endpoint.IsGated = request => request.RequestUri!.Host == "slow.example.com";
        gateway.Endpoint.Gate = new TaskCompletionSource().Task;

        for (var upload = 0; upload < 30; upload++)
        {
            var (status, _) = await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);
            Assert.Equal(HttpStatusCode.OK, status);
        }

        for (var upload = 0; upload < 30; upload++)
            await NextAsync(gateway, received);
    }

    [Fact]
    public async Task it_stops_at_once_and_gives_back_what_it_had_taken()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With());
        gateway.Endpoint.Gate = new TaskCompletionSource().Task;
        for (var upload = 0; upload < 20; upload++)
            await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);
        await UntilAsync(gateway, TimeSpan.FromMilliseconds(50), () => gateway.Endpoint.Calls.Count >= 8);
        // No more at a time than the endpoint's share.
        Assert.Equal(8, gateway.Endpoint.Calls.Count);

        await gateway.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        var due = await gateway.Outbox.TakeDueAsync("app", gateway.Time.GetUtcNow(), gateway.Time.GetUtcNow().AddMinutes(1), 100, CancellationToken.None);
        Assert.Equal(20, due.Events.Count);
        Assert.All(due.Events, told => Assert.Equal(1, told.Attempts));
    }

    [Fact]
    public async Task an_endpoint_that_is_away_is_tried_with_one_event_at_a_time_until_it_is_back()
    {
        await using var gateway = await TestGateway.StartAsync(EventSettings.With(($"{EventSettings.Endpoint}:Concurrency", "2")));
        gateway.Endpoint.Answer = _ => null;
        for (var upload = 0; upload < 100; upload++)
            await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);
        await UntilAsync(gateway, TimeSpan.FromMilliseconds(50), () => gateway.Log.Lines.Any(line => line.StartsWith("EndpointAway", StringComparison.Ordinal)));
        var calls = gateway.Endpoint.Calls.Count;
        for (var step = 0; step < 600; step++)
        {
            gateway.Time.Pass(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        // What was taken before is tried; then once a pause, which grows to half a minute.
        Assert.InRange(gateway.Endpoint.Calls.Count - calls, 10, 50);

        var received = Receive(gateway);
        for (var upload = 0; upload < 50; upload++)
            await NextAsync(gateway, received);
        Assert.Contains(gateway.Log.Lines, line => line.StartsWith("EndpointBack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task without_endpoints_nothing_is_kept()
    {
        await using var gateway = await TestGateway.StartAsync();
        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        Assert.Empty(await gateway.Outbox.ListAsync(new EventQuery(OutboxStatus.Pending, 10), CancellationToken.None));
    }

    [Fact]
    public async Task a_ledger_without_an_outbox_stops_the_start_where_somebody_is_to_be_told()
    {
        await using var silent = await TestGateway.StartAsync(register: services => services.AddSingleton<IUploadLedger, FaultyLedger>());
        await silent.SignAsync();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TestGateway.StartAsync(EventSettings.With(), services => services.AddSingleton<IUploadLedger, FaultyLedger>()));
        Assert.Contains("IEventOutbox", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<OutboxEvent?> PendingAsync(TestGateway gateway) =>
        (await gateway.Outbox.ListAsync(new EventQuery(OutboxStatus.Pending, 1), CancellationToken.None)).SingleOrDefault();

    private static Channel<(Dictionary<string, string> Headers, string Body)> Receive(TestGateway gateway, HttpStatusCode status = HttpStatusCode.NoContent)
    {
        var received = Channel.CreateUnbounded<(Dictionary<string, string>, string)>();
        gateway.Endpoint.Answer = request =>
        {
            var headers = request.Headers.Concat(request.Content!.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
            using var reader = new StreamReader(request.Content.ReadAsStream());
            received.Writer.TryWrite((headers, reader.ReadToEnd()));
            return new HttpResponseMessage(status);
        };
        return received;
    }

    private static Task<(Dictionary<string, string> Headers, string Body)> NextAsync(TestGateway gateway, Channel<(Dictionary<string, string> Headers, string Body)> received) =>
        gateway.Time.PassUntilAsync(received.Reader.ReadAsync().AsTask(), TimeSpan.FromMilliseconds(100));

    private static Task<bool> UntilAsync(TestGateway gateway, TimeSpan step, Func<bool> condition) => gateway.Time.PassUntilAsync(WaitAsync(condition), step);

    private static async Task<bool> WaitAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1);
        return true;
    }
}
