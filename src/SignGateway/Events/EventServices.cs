using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Events.Addresses;
using SignGateway.Events.Delivery;
using SignGateway.Events.Outbox;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Telemetry;

namespace SignGateway.Events;

internal static class EventServices
{
    public static void AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<EventOptions>(configuration, EventOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventOptions>, EventOptionsValidator>());
        services.TryAddSingleton<EventTargets>();
        services.AddSingleton(new KeySource(provider => provider.GetRequiredService<EventTargets>().All.SelectMany(target =>
            target.Secrets.Select(secret => new KeyInUse(KeyKind.Webhook, $"{target.Name}/{secret.Fingerprint}", KeyUse.Signs)))));
        services.TryAddSingleton<EventSignals>();
        services.TryAddSingleton(provider => new EventPlan(
            provider.GetRequiredService<EventTargets>(), provider.GetRequiredService<ProfileCatalog>(), provider.GetRequiredService<EventSignals>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEventOutbox, InMemoryEventOutbox>();
        services.TryAddSingleton<ReplayEvent>();
        services.AddDelivery();
        services.AddHostedService<DeliveryService>();
        services.AddHostedService<WaitingWatch>();
        services.AddHostedService<EventRetention>();
    }

    private static void AddDelivery(this IServiceCollection services)
    {
        services.TryAddSingleton<FindAddresses>(Dns.GetHostAddressesAsync);
        services.TryAddSingleton<CheckedConnection>();
        services.TryAddSingleton<SendEvent>();
        services.TryAddSingleton<AttemptEvent>();
        services.TryAddSingleton<DeliverEvents>();
        services.AddHttpClient(SendEvent.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectCallback = provider.GetRequiredService<CheckedConnection>().OpenAsync,
                // A proxy would resolve the name for itself.
                UseProxy = false,
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                // What an endpoint sends beyond the limit is not waited for.
                MaxResponseDrainSize = 0,
                // Whose upload it was is nobody's business on the way.
                ActivityHeadersPropagator = null,
            })
            // The factory's own log lines would hold URLs, which may carry secrets.
            .RemoveAllLoggers();
    }
}
