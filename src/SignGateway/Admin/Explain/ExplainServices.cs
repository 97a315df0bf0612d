using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SignGateway.Admin.Explain;

internal static class ExplainServices
{
    public static void AddExplain(this IServiceCollection services)
    {
        services.TryAddSingleton<OwnKeys>();
        services.TryAddSingleton<OwnBuckets>();
        services.TryAddSingleton<PolicyPoints>();
        services.TryAddSingleton<SignaturePoints>();
        services.TryAddSingleton<CallbackPoints>();
        services.TryAddSingleton<TicketPoints>();
        services.TryAddSingleton<UploadPoints>();
        services.TryAddSingleton<FormPoints>();
        services.TryAddSingleton<ErrorPoints>();
        services.TryAddSingleton<ExplainPaste>();
    }
}
