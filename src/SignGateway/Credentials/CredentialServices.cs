using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Credentials.Fetchers;
using SignGateway.Problems;
using SignGateway.Telemetry;

namespace SignGateway.Credentials;

internal static class CredentialServices
{
    public static void AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        HashSet<string> configured = [];
        // Who brings a source need not configure another.
        if (!services.Any(service => service.ServiceType == typeof(ICredentialSource) && !service.IsKeyedService))
        {
            services.AddSingleton(provider => provider.GetRequiredService<CredentialSourceFactory>().Create(Options.DefaultName));
            Configure(Options.DefaultName);
        }

        foreach (var profile in configuration.GetSection(CredentialOptions.ProfilesSection).GetChildren().Where(profile => profile.GetSection("Credentials").Exists()))
        {
            services.AddKeyedSingleton(profile.Key, (provider, _) => provider.GetRequiredService<CredentialSourceFactory>().Create(profile.Key));
            Configure(profile.Key);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CredentialOptions>, CredentialOptionsValidator>());
        services.AddSingleton(provider => new CredentialSettings(
            configured, provider.GetRequiredService<IOptionsMonitor<CredentialOptions>>(), provider.GetRequiredService<EnvironmentVariables>()));
        services.AddSingleton(new KeySource(provider =>
            provider.GetRequiredService<CredentialSettings>().LongTermPairs.Select(pair => new KeyInUse(KeyKind.AccessKey, pair.AccessKeyId, KeyUse.Signs))));
        services.TryAddSingleton(new EnvironmentVariables(Environment.GetEnvironmentVariable));
        services.TryAddSingleton(RandomNumberGenerator.Create());
        services.TryAddSingleton<CredentialHttp>();
        services.TryAddSingleton<CredentialSourceFactory>();
        services.TryAddSingleton<CredentialCatalog>();
        services.TryAddSingleton<LendCredentials>();
        services.AddClient(CredentialHttp.StsClient, useProxy: true);
        services.AddClient(CredentialHttp.LocalClient, useProxy: false);

        void Configure(string name)
        {
            services.AddCheckedOptions<CredentialOptions>(configuration, CredentialOptions.SectionOf(name), name);
            configured.Add(name);
        }
    }

    private static void AddClient(this IServiceCollection services, string name, bool useProxy) => services
        .AddHttpClient(name, client => client.MaxResponseContentBufferSize = CredentialHttp.MaxAnswerBytes)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            AutomaticDecompression = DecompressionMethods.None,
        })
        // The factory's own log lines would hold URLs and headers that carry secrets.
        .RemoveAllLoggers();
}
