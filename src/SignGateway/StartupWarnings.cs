using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Telemetry;

namespace SignGateway;

/// <summary>
/// Says at start what is allowed but seldom meant. It is made before the options are checked, so it must not read them before it starts:
/// the first fault would hide the others.
/// </summary>
internal sealed partial class StartupWarnings(
    IOptions<ProfilesOptions> profiles, IServiceProvider services, IHostEnvironment environment, StartWarnings warnings, ILogger<StartupWarnings> logger) : IHostedService
{
    private static readonly TimeSpan LongLifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongMultipart = TimeSpan.FromDays(7);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var log = warnings.Through(logger);
        foreach (var (name, profile) in profiles.Value.Where(profile => profile.Value.GrantLifetime > LongLifetime))
            LongGrant(log, name, profile.GrantLifetime);
        foreach (var (name, profile) in profiles.Value.Where(profile => profile.Value.MultipartLifetime > LongMultipart))
            LongUpload(log, name, profile.MultipartLifetime);
        if (!environment.IsDevelopment() && services.GetRequiredService<BucketCatalog>().All.Any(bucket => bucket.Address.IsPathStyle))
            PathStyle(log);
        if (services.GetRequiredService<Composition>().Prefix is { Length: > 0 } prefix
            && !services.GetRequiredService<PublicUrls>().CallbackPaths.Any(path => path.EndsWith(prefix + PublicUrls.CallbackRoute, StringComparison.Ordinal)))
            PrefixMissing(log, prefix, PublicUrls.CallbackRoute);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3001, LogLevel.Warning, "Profile {Profile} grants forms for {Lifetime}; a form works for whoever holds it, so 15 minutes or less is safer, and the only life that every reading of OSS's documentation allows")]
    private static partial void LongGrant(ILogger logger, string profile, TimeSpan lifetime);

    [LoggerMessage(3005, LogLevel.Warning, "Profile {Profile} gives uploads in parts {Lifetime}; the parts of one that nobody finishes are kept, and paid for, until then")]
    private static partial void LongUpload(ILogger logger, string profile, TimeSpan lifetime);

    [LoggerMessage(3002, LogLevel.Warning, "UrlStyle is Path, which OSS itself refuses; it is for stand-ins only")]
    private static partial void PathStyle(ILogger logger);

    [LoggerMessage(3004, LogLevel.Warning, "The gateway is mapped below {Prefix}, and no SignGateway:PublicUrl ends with it; unless a proxy adds it, callbacks to the PublicUrl miss {Prefix}{Route}")]
    private static partial void PrefixMissing(ILogger logger, string prefix, string route);
}
