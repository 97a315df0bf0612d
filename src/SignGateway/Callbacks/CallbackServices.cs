using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;

namespace SignGateway.Callbacks;

internal static class CallbackServices
{
    public static void AddCallbacks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<CallbackOptions>(configuration, CallbackOptions.Section)
            .PostConfigure(options =>
            {
                if (options.PublicKeyUrls.Count == 0)
                    options.PublicKeyUrls.AddRange(OfficialPublicKey.Origins);
            });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidator>());
        services.AddHttpClient(CallbackKeySource.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
            });
        services.TryAddSingleton<CallbackKeySource>();
        services.TryAddSingleton<FailedCallbacks>();
        services.TryAddSingleton<VerifyCallback>();
        services.TryAddSingleton<CallbackReplay>();
        services.TryAddSingleton<RecordCallback>();
        services.TryAddSingleton<OversizeCallback>();
        services.TryAddSingleton<ForwardCallback>();
        services.TryAddSingleton<AnswerProbe>();
        services.TryAddSingleton<ReceiveCallback>();
        services.TryAddSingleton<CallbackWitness>();
    }
}
