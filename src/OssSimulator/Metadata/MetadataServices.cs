using OssSimulator.Hosting;

namespace OssSimulator.Metadata;

internal static class MetadataServices
{
    public static void AddMetadata(this IServiceCollection services)
    {
        services.AddSingleton<MetadataTokens>();
        services.AddSingleton<InstanceCredentials>();
        services.AddSingleton<CallLog<MetadataCall>>();
        services.AddSingleton<MetadataService>();
    }
}
