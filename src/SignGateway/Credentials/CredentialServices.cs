using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Credentials;

internal static class CredentialServices
{
    public static void AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<CredentialOptions>(configuration, CredentialOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CredentialOptions>, CredentialOptionsValidator>());
        services.TryAddSingleton<ICredentialSource, FixedCredentials>();
    }
}
