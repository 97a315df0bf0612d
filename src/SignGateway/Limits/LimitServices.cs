using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Limits;

internal static class LimitServices
{
    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<LimitOptions>(configuration, LimitOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>());
    }
}
