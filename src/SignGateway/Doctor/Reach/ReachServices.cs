using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SignGateway.Doctor.Reach;

internal static class ReachServices
{
    public static void AddReach(this IServiceCollection services)
    {
        services.TryAddSingleton(Outside.OfSystem);
        services.TryAddSingleton<LookAtHost>();
        services.TryAddSingleton<LookAtTls>();
        services.TryAddSingleton<SelfCall>();
        services.AddHttpClient(SelfCall.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<Outside>()))
            // The factory's own log lines would hold the probe.
            .RemoveAllLoggers();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, CallbackUrlCheck>());
    }

    private static SocketsHttpHandler Handler(Outside outside) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // What this machine's own way out would change says nothing of OSS's way in.
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        SslOptions = { CertificateChainPolicy = outside.Trust },
        ConnectCallback = async (context, cancellationToken) => await outside.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
    };
}
