using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Problems;
using SignGateway.Profiles;

namespace SignGateway.Objects;

internal static class ObjectServices
{
    public static void AddObjects(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBuckets(configuration);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OssOptions>, OssOptionsValidator>());
        services.AddCheckedOptions<PublicUrlOptions>(configuration, PublicUrlOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PublicUrlOptions>, PublicUrlOptionsValidator>());
        services.TryAddSingleton<PublicUrls>();
        var policies = new SessionPolicies(configuration);
        services.TryAddSingleton<ISessionPolicies>(policies);
        services.AddSingleton<IValidateOptions<CredentialOptions>>(policies);
        services.TryAddSingleton<BucketCatalog>();
        services.TryAddSingleton<IBuckets>(provider => provider.GetRequiredService<BucketCatalog>());
        // Each call brings its own patience.
        services.AddHttpClient(OssClient.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                // What was left unread of an object is not worth a connection.
                MaxResponseDrainSize = 0,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .AddHttpMessageHandler(() => new OneMoreAttempt())
            // The factory's own log lines would hold URLs and headers that carry signatures.
            .RemoveAllLoggers();
    }

    // The shared section may be missing only where every profile has its own.
    private static void AddBuckets(this IServiceCollection services, IConfiguration configuration)
    {
        var profiles = configuration.GetSection(ProfilesOptions.Section).GetChildren().Select(profile => profile.Key).ToList();
        var own = profiles.Where(profile => configuration.GetSection(OssOptions.SectionOf(profile)).Exists()).ToHashSet(StringComparer.Ordinal);
        services.AddSingleton(new ProfileBuckets(own));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProfilesOptions>, ProfileBucketsValidator>());
        foreach (var profile in own)
            services.AddCheckedOptions<OssOptions>(configuration, OssOptions.SectionOf(profile), profile);
        if (profiles.Count == 0 || profiles.Count > own.Count)
            services.AddCheckedOptions<OssOptions>(configuration, OssOptions.Section);
    }
}
