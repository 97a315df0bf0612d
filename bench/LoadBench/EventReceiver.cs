using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LoadBench;

/// <summary>An endpoint that takes its time over every event, and knows what came.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _latest = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly WebApplication _app;
    private readonly TimeSpan _time;
    private long _first;
    private long _last;
    private int _calls;
    private int _disorders;

    private EventReceiver(WebApplication app, TimeSpan time)
    {
        _app = app;
        _time = time;
    }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Different events that came.</summary>
    public int Events => _seen.Count;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Events that came before an earlier one of the same upload.</summary>
    public int Disorders => Volatile.Read(ref _disorders);

    /// <summary>From the first event to the last.</summary>
    public TimeSpan Took => Stopwatch.GetElapsedTime(Volatile.Read(ref _first), Volatile.Read(ref _last));

    public static async Task<EventReceiver> StartAsync(TimeSpan time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new EventReceiver(builder.Build(), time);
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        Interlocked.Increment(ref _calls);
        var id = context.Request.Headers["webhook-id"].ToString();
        await Task.Delay(_time);
        if (id.Split('-') is [var upload, _, var number] && _seen.TryAdd(id, true))
        {
            var now = long.Parse(number, CultureInfo.InvariantCulture);
            if (_latest.AddOrUpdate(upload, now, (_, before) => Math.Max(before, now)) > now)
                Interlocked.Increment(ref _disorders);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        Interlocked.Exchange(ref _last, Stopwatch.GetTimestamp());
    }
}
