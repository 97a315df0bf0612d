using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin.Stream;

/// <summary>Answers with events until the listener leaves, falls behind, has listened long enough to show its token again, or the gateway stops.</summary>
internal sealed class EventStream(StreamHub hub, TimeProvider time, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static readonly Problem TooMany = KnownProblems.RateLimited.Because($"This replica has {StreamHub.MaxClients} listeners already; try again in a moment.")
        with { RetryAfter = TimeSpan.FromSeconds(10) };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (hub.Join() is not { } client)
        {
            await new ProblemResult(TooMany).ExecuteAsync(httpContext);
            return;
        }

        using var life = new CancellationTokenSource(Life, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, client.Dropped, life.Token, stopping);
        try
        {
            await SendAsync(httpContext, client, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Every stream ends so. Who does not read would not read its end either.
            if (client.Dropped.IsCancellationRequested)
                httpContext.Abort();
        }
        finally
        {
            hub.Leave(client);
        }
    }

    private async Task SendAsync(HttpContext context, StreamClient client, CancellationToken end)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.Body.WriteAsync(Hello(), end);
        await response.Body.FlushAsync(end);
        await foreach (var text in client.Events.ReadAllAsync(end))
        {
            await response.Body.WriteAsync(text, end);
            await response.Body.FlushAsync(end);
        }
    }

    private ReadOnlyMemory<byte> Hello() => EventText.Of("hello", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("serverTime", UploadJson.ToText(time.GetUtcNow()));
        writer.WriteEndObject();
    });
}
