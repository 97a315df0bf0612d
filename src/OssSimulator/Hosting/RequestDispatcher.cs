using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Faults;

namespace OssSimulator.Hosting;

/// <summary>The way of every request to OSS: finds its bucket, hands it on, and writes the refusal if there is one.</summary>
internal sealed class RequestDispatcher(
    BucketHosts buckets, CorsRule cors, CallbackKey callbackKey, SimulatorFaults faults, RequestFaults requestFaults, OssOperations operations)
{
    public async Task HandleAsync(HttpContext context)
    {
        AddCommonHeaders(context);
        if (await RouteAsync(context) is { } error) await ErrorResponse.WriteAsync(context, error);
    }

    private async Task<OssError?> RouteAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var bucketOfHost = buckets.BucketOf(context.Request.Host.Host);
        if (bucketOfHost is null)
        {
            if (rawTarget == CallbackKey.PublicPath && HttpMethods.IsGet(method)) return await ServeKeyAsync(context);
            if (rawTarget == FaultRequest.Path && HttpMethods.IsPut(method)) return await FaultRequest.HandleAsync(context, faults);
        }

        var target = RequestTarget.Parse(rawTarget, bucketOfHost);
        if (buckets.Elsewhere(target.Bucket) is { } endpoint) return OssErrors.BucketElsewhere(target.Bucket, endpoint);
        if (!buckets.Exists(target.Bucket)) return OssErrors.NoSuchBucket;
        if (HttpMethods.IsOptions(method)) return cors.Preflight(context);
        if (OperationReader.Read(context.Request, target, out var operation) is { } unknown) return unknown;
        return await requestFaults.MeetAsync(context, operation) ?? await operations.HandleAsync(context, target, operation);
    }

    private void AddCommonHeaders(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        context.Response.Headers.Server = "AliyunOSS";
        context.Response.Headers["x-oss-request-id"] = context.TraceIdentifier;
        cors.Apply(context);
        context.Response.OnStarting(() =>
        {
            var elapsed = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            context.Response.Headers["x-oss-server-time"] = elapsed.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
    }

    private async Task<OssError?> ServeKeyAsync(HttpContext context)
    {
        context.Response.ContentType = "application/x-pem-file";
        context.Response.ContentLength = callbackKey.PublicPem.Length;
        await context.Response.WriteAsync(callbackKey.PublicPem, context.RequestAborted);
        return null;
    }
}
