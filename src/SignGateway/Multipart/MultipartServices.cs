using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Grants;

namespace SignGateway.Multipart;

internal static class MultipartServices
{
    public static void AddMultipart(this IServiceCollection services)
    {
        services.TryAddSingleton<StartMultipart>();
        services.TryAddSingleton<SignParts>();
        services.TryAddSingleton<ReadParts>();
        services.TryAddSingleton<CompleteMultipart>();
        services.TryAddSingleton<SharedCompletions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGrantMethod, MultipartGrant>());
    }
}
