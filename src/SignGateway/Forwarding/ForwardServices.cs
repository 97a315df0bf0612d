using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Forwarding.InMemory;
using SignGateway.Profiles;
using SignGateway.Telemetry;

namespace SignGateway.Forwarding;

internal static class ForwardServices
{
    public static void AddForwarding(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProfilesOptions>, ForwardProfilesValidator>());
        services.TryAddSingleton<IForwardDestinations, ConfiguredDestinations>();
        services.TryAddSingleton<IForwardedAnswers, InMemoryForwardedAnswers>();
        services.TryAddSingleton<ForwardTargets>();
        services.AddSingleton(new KeySource(provider => provider.GetRequiredService<ForwardTargets>().All.SelectMany(target =>
            target.Value.Secrets.Select(secret => new KeyInUse(KeyKind.Forward, $"{target.Key}/{secret.Fingerprint}", KeyUse.Signs)))));
        services.TryAddSingleton<CallApplication>();
        services.TryAddSingleton<ForwardUpload>();
        services.TryAddSingleton<FindForwarded>();
        services.TryAddSingleton<AnswerUpload>();
        // Each call has a time of its own, by the gateway's clock.
        services.AddHttpClient(CallApplication.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                MaxConnectionsPerServer = CallApplication.MaxCalls,
                MaxResponseHeadersLength = 16,
                MaxResponseDrainSize = ApplicationAnswer.MaxBytes,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                // Less than the five seconds after which some servers close: a post on a connection that is just being closed is not sent again.
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            })
            // The factory's own log lines would hold the signature.
            .RemoveAllLoggers();
    }
}
