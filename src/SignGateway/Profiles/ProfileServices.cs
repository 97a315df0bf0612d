using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Profiles;

internal static class ProfileServices
{
    public static void AddProfiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ProfilesOptions>(configuration, ProfilesOptions.Section)
            .PostConfigure(options =>
            {
                if (options.Count == 0)
                    options[ProfileCatalog.DefaultName] = new ProfileOptions();
            });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProfilesOptions>, ProfilesOptionsValidator>());
        services.TryAddSingleton<ProfileCatalog>();
    }
}
