using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Admin;
using SignGateway.Callbacks;
using SignGateway.Credentials;
using SignGateway.Doctor;
using SignGateway.Forwarding;
using SignGateway.Events;
using SignGateway.Grants;
using SignGateway.Health;
using SignGateway.Limits;
using SignGateway.Multipart;
using SignGateway.Objects;
using SignGateway.Privacy;
using SignGateway.Profiles;
using SignGateway.Recovery;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway;

/// <summary>Registers the gateway.</summary>
public static class SignGatewayServices
{
    /// <summary>
    /// Adds the gateway, configured by section <c>SignGateway</c>. Whatever the application registered before wins:
    /// its clock, its <see cref="ICredentialSource"/>, its <see cref="IForwardDestinations"/>, its <see cref="IUploadLedger"/> and <see cref="IReplayGuard"/>.
    /// A ledger and a guard must be registered; SignGateway.Storage has both. One application is one gateway: a second call is refused.
    /// </summary>
    public static IServiceCollection AddSignGateway(this IServiceCollection services, IConfiguration configuration)
    {
        Composition.AddTo(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayMeter>();
        services.TryAddSingleton<Replica>();
        services.TryAddSingleton<DependencyStates>();
        services.TryAddSingleton<DrainState>();
        services.TryAddSingleton<StartWarnings>();
        services.AddTickets(configuration);
        services.AddCredentials(configuration);
        services.AddLimits(configuration);
        services.AddProfiles(configuration);
        services.AddObjects(configuration);
        services.AddUploads(configuration);
        services.AddForwarding();
        services.AddGrants(configuration);
        services.AddCallbacks(configuration);
        services.AddRecovery();
        services.AddMultipart();
        services.AddEvents(configuration);
        services.AddPrivacy();
        services.AddAdmin(configuration);
        services.AddDoctor(configuration);
        services.AddHealth(configuration);
        services.AddHostedService<StartupWarnings>();
        services.AddHostedService<VersionedBucketWarning>();
        return services;
    }
}
