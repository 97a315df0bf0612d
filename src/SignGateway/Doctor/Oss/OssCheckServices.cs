using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SignGateway.Doctor.Oss;

internal static class OssCheckServices
{
    public static void AddOssChecks(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => new BrowserOrigins(
            [.. (configuration.GetSection(BrowserOrigins.Setting).Get<List<string>>() ?? []).Select(origin => origin.TrimEnd('/'))]));
        services.TryAddSingleton<AskOss>();
        services.TryAddSingleton<AskSts>();
        services.TryAddSingleton<AskCors>();
        services.TryAddSingleton<RemoveProbe>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, ClockCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, CredentialCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, BucketCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, RightsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, CorsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDoctorCheck, UploadCheck>());
    }
}
