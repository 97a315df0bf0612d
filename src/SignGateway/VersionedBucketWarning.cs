using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Objects;
using SignGateway.Telemetry;

namespace SignGateway;

/// <summary>Says at start that a bucket keeps versions, where two promises mean less. Nobody waits for it, and without the right to ask it says nothing.</summary>
internal sealed partial class VersionedBucketWarning(IServiceProvider services, StartWarnings warnings, ILogger<VersionedBucketWarning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var bucket in services.GetRequiredService<BucketCatalog>().All)
        {
            if (await bucket.KeepsVersionsAsync(stoppingToken) is OssOutcome<bool?>.Done(true))
                Versioned(warnings.Through(logger), bucket.Address.Bucket);
        }
    }

    [LoggerMessage(3003, LogLevel.Warning, "Bucket {Bucket} keeps versions: deleting an upload leaves its earlier versions in the bucket, and OSS does not forbid posting over an object")]
    private static partial void Versioned(ILogger logger, string bucket);
}
