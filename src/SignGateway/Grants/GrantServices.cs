using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Profiles;

namespace SignGateway.Grants;

internal static class GrantServices
{
    public static void AddGrants(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<GrantOptions>(configuration, GrantOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantOptions>, GrantOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProfilesOptions>, GrantProfilesValidator>());
        services.TryAddSingleton<GrantRequestParser>();
        services.TryAddSingleton<GrantCredentials>();
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<PolicySigner>();
        services.TryAddSingleton<GrantCallbacks>();
        services.TryAddSingleton<UploadHeaders>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGrantMethod, PostGrant>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGrantMethod, PutGrant>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGrantMethod, SdkGrant>());
        services.TryAddSingleton<LendLimit>();
        services.TryAddSingleton<GrantRates>();
        services.TryAddSingleton<GrantMethods>();
        services.TryAddSingleton<IssuePrefixGrant>();
        services.TryAddSingleton<IssueGrants>();
    }
}
