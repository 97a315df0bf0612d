using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Doctor;

namespace SignGateway.Storage.Doctor;

internal static class StorageChecks
{
    public static void AddStorageChecks(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, DatabaseCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, MigrationCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, RedisCheck>());
    }
}
