using System.Text;
using OssSimulator.Faults;
using OssSimulator.Images;
using OssSimulator.Objects;

namespace OssSimulator.Callbacks;

/// <summary>
/// Tells the application server of one stored upload: the URLs in turn, until one of them succeeds.
/// Once it is on its way nothing but the time-out of each URL ends it: neither the uploader nor a stopping simulator may cut it short.
/// </summary>
internal sealed class UploadCallback(
    SimulatorOptions options,
    ObjectStore store,
    CallbackSender sender,
    SimulatorFaults faults,
    LooseDeliveries loose,
    IHostApplicationLifetime lifetime)
{
    public async Task<CallbackOutcome> SendAsync(HttpContext context, CallbackOrder order, ObjectMetadata stored)
    {
        var configuration = order.Configuration;
        var variables = new CallbackVariables(
            stored,
            await ImageAsync(configuration, stored),
            context.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "",
            context.TraceIdentifier,
            order);
        var text = CallbackTemplate.Fill(configuration.Body, configuration.BodyType, options.JsonMissingValue, variables.Find);
        var callback = new OutgoingCallback(configuration, Encoding.UTF8.GetBytes(text), stored, context.TraceIdentifier);
        return faults.TakeDelay() is { } delay ? await HoldBackAsync(callback, delay) : await SendAsync(callback);
    }

    /// <summary>The uploader waits no longer than if the network had been slow.</summary>
    private async Task<CallbackOutcome> HoldBackAsync(OutgoingCallback callback, TimeSpan delay)
    {
        var delivery = SendLateAsync(callback, delay);
        loose.Add(delivery);
        try
        {
            return await delivery.WaitAsync(options.CallbackTimeout, options.TimeProvider);
        }
        catch (TimeoutException)
        {
            return CallbackOutcome.TimedOut(callback.Configuration.Urls[0], options.CallbackTimeout);
        }
    }

    private async Task<CallbackOutcome> SendLateAsync(OutgoingCallback callback, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, options.TimeProvider, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return CallbackOutcome.NoConnection;
        }

        return await SendAsync(callback);
    }

    private async Task<CallbackOutcome> SendAsync(OutgoingCallback callback)
    {
        var isEverywhere = faults.TakeEverywhere();
        var outcome = await SendOnceAsync();
        if (faults.TakeRepeat()) await SendOnceAsync();
        return outcome;

        Task<CallbackOutcome> SendOnceAsync() => isEverywhere ? SendEverywhereAsync(callback) : SendInTurnAsync(callback);
    }

    private async Task<CallbackOutcome> SendInTurnAsync(OutgoingCallback callback)
    {
        var last = CallbackOutcome.NoConnection;
        foreach (var url in callback.Configuration.Urls)
        {
            last = await sender.SendAsync(url, callback);
            if (last.Failure is null) break;
        }

        return last;
    }

    private async Task<CallbackOutcome> SendEverywhereAsync(OutgoingCallback callback)
    {
        var deliveries = callback.Configuration.Urls.Select(url => sender.SendAsync(url, callback)).ToList();
        foreach (var delivery in deliveries) loose.Add(delivery);

        var last = CallbackOutcome.NoConnection;
        await foreach (var finished in Task.WhenEach(deliveries))
        {
            last = await finished;
            if (last.Failure is null) break;
        }

        return last;
    }

    private async Task<ImageInfo?> ImageAsync(CallbackConfiguration configuration, ObjectMetadata stored)
    {
        if (!CallbackTemplate.Mentions(configuration.Body, "imageInfo") || store.Open(stored.Bucket, stored.Key) is not { } open) return null;
        await using var content = open.Content;
        return await ImageReader.ReadAsync(content);
    }
}
