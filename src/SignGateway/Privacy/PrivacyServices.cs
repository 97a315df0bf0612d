using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Privacy;

internal static class PrivacyServices
{
    public static void AddPrivacy(this IServiceCollection services)
    {
        services.TryAddSingleton<EraseUpload>();
        services.TryAddSingleton(provider => new EraseUser(
            provider.GetRequiredService<EraseUpload>(),
            provider.GetRequiredService<IUploadLedger>(),
            provider.GetRequiredService<IPersonalData>(),
            provider.GetRequiredService<TicketKeyRing>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ForgetRecords>();
    }
}
