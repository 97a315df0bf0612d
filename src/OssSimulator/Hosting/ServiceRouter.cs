using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using OssSimulator.Errors;
using OssSimulator.Metadata;
using OssSimulator.Sts;

namespace OssSimulator.Hosting;

/// <summary>
/// The way of every request to the service it is for. All three share one origin, so that a client reaches each by a changed origin alone:
/// STS calls name their action and go to the root, which no bucket is; metadata lies below <c>/latest/</c>; all else is OSS.
/// </summary>
internal sealed partial class ServiceRouter(
    ServerClock clock, BucketHosts buckets, StsService sts, MetadataService metadata, RequestDispatcher oss, ILogger<ServiceRouter> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.TraceIdentifier = RandomNumberGenerator.GetHexString(24);
        context.Response.Headers.Date = clock.Now.ToString("R", CultureInfo.InvariantCulture);
        try
        {
            await ServeAsync(context);
        }
        catch (Exception problem) when (problem is OperationCanceledException or BadHttpRequestException || context.RequestAborted.IsCancellationRequested)
        {
            // The client left in the middle of its request or of our answer.
        }
        catch (Exception problem)
        {
            LogFailure(logger, context.TraceIdentifier, problem);
            if (!context.Response.HasStarted) await ErrorResponse.WriteAsync(context, OssErrors.Internal);
        }
    }

    private Task ServeAsync(HttpContext context)
    {
        if (buckets.BucketOf(context.Request.Host.Host) is not null) return oss.HandleAsync(context);
        var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, null);
        if (StsService.IsMeant(context.Request, target)) return sts.HandleAsync(context, target);
        return MetadataService.IsMeant(target) ? metadata.HandleAsync(context, target) : oss.HandleAsync(context);
    }

    [LoggerMessage(2, LogLevel.Error, "Request {RequestId} failed")]
    private static partial void LogFailure(ILogger logger, string requestId, Exception problem);
}
