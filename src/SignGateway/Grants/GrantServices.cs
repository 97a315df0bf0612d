using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Profiles;

namespace SignGateway.Grants;

internal static class GrantServices
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProfilesOptions>, GrantProfilesValidator>());
        services.TryAddSingleton<GrantRequestParser>();
        services.TryAddSingleton<GrantCredentials>();
        services.TryAddSingleton<PolicySigner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGrantMethod, PostGrant>());
        services.TryAddSingleton<GrantMethods>();
        services.TryAddSingleton<IssuePrefixGrant>();
        services.TryAddSingleton<IssueGrants>();
    }
}
