using Microsoft.Extensions.DependencyInjection;
using SignGateway.Uploads;

namespace SignGateway;

/// <summary>How the application has put the gateway together. What cannot work is refused where it is written, with what to write instead.</summary>
internal sealed class Composition
{
    /// <summary>The prefix of the routes, without a slash at its end; null until they are mapped.</summary>
    public string? Prefix { get; private set; }

    public static void AddTo(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(Composition)))
            throw new InvalidOperationException("AddSignGateway was called before. Call it once: an application is one gateway, and several buckets are several profiles.");
        services.AddSingleton<Composition>();
    }

    public static void Map(IServiceProvider services, string prefix)
    {
        var composition = services.GetService<Composition>()
            ?? throw new InvalidOperationException("MapSignGateway needs builder.Services.AddSignGateway(builder.Configuration) before builder.Build().");
        if (composition.Prefix is { } mapped)
            throw new InvalidOperationException($"MapSignGateway was called before, with the prefix '{mapped}'. Call it once: OSS calls one address, and a status URL is one.");
        var known = services.GetRequiredService<IServiceProviderIsService>();
        foreach (var port in new[] { typeof(IUploadLedger), typeof(IReplayGuard) })
        {
            if (!known.IsService(port))
                throw new InvalidOperationException($"No {port.Name} is registered. Call builder.Services.AddSignGatewayStorage(…) of SignGateway.Storage, or register your own.");
        }

        composition.Prefix = prefix.Trim('/') is { Length: > 0 } name ? $"/{name}" : "";
    }
}
