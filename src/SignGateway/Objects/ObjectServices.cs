using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Objects;

internal static class ObjectServices
{
    public static void AddObjects(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<OssOptions>(configuration, OssOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OssOptions>, OssOptionsValidator>());
        services.AddCheckedOptions<PublicUrlOptions>(configuration, PublicUrlOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PublicUrlOptions>, PublicUrlOptionsValidator>());
        services.TryAddSingleton<OssAddress>();
        services.TryAddSingleton<PublicUrls>();
        services.TryAddSingleton<OssClient>();
        services.TryAddSingleton<IBucket>(provider => provider.GetRequiredService<OssClient>());
        services.AddHttpClient(OssClient.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(3))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // The factory's own log lines would hold URLs and headers that carry signatures.
            .RemoveAllLoggers();
    }
}
