using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SignGateway.Uploads;

namespace SignGateway.Admin.Stream;

/// <summary>Answers with events until the listener leaves, falls behind, has listened long enough to show its token again, or the gateway stops.</summary>
internal sealed class EventStream(StreamHub hub, StreamClient client, TimeProvider time, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var life = new CancellationTokenSource(Life, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, client.Dropped, life.Token, stopping);
        try
        {
            var response = httpContext.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await response.Body.WriteAsync(Hello(), end.Token);
            await response.Body.FlushAsync(end.Token);
            await foreach (var text in client.Events.ReadAllAsync(end.Token))
            {
                await response.Body.WriteAsync(text, end.Token);
                await response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Every stream ends so.
        }
        finally
        {
            hub.Leave(client);
        }
    }

    private ReadOnlyMemory<byte> Hello() => EventText.Of("hello", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("serverTime", UploadJson.ToText(time.GetUtcNow()));
        writer.WriteEndObject();
    });
}
