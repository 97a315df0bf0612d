using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Doctor.Oss;
using SignGateway.Doctor.Reach;

namespace SignGateway.Doctor;

internal static class DoctorServices
{
    public static void AddDoctor(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<Examine>();
        services.TryAddSingleton<DoctorTurn>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, KeyRingCheck>());
        services.AddOssChecks(configuration);
        services.AddReach();
    }
}
