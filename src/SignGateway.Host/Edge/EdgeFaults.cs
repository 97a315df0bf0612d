using Yarp.ReverseProxy.Configuration;

namespace SignGateway.Host.Edge;

/// <summary>Everything that is wrong in YARP's section, by key, before the first request finds it out.</summary>
internal static class EdgeFaults
{
    public static async Task<IReadOnlyList<string>> FindAsync(IServiceProvider services)
    {
        if (services.GetService<IConfigValidator>() is not { } validator)
            return [];

        IProxyConfig config;
        try
        {
            config = services.GetRequiredService<IProxyConfigProvider>().GetConfig();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return [$"{EdgeSetup.Section} cannot be read: {exception.Message}"];
        }

        List<string> faults = [];
        foreach (var cluster in config.Clusters)
            faults.AddRange((await validator.ValidateClusterAsync(cluster)).Select(fault => Text("Clusters", cluster.ClusterId, fault)));
        foreach (var route in config.Routes)
        {
            faults.AddRange((await validator.ValidateRouteAsync(route)).Select(fault => Text("Routes", route.RouteId, fault)));
            if (!config.Clusters.Any(cluster => string.Equals(cluster.ClusterId, route.ClusterId, StringComparison.OrdinalIgnoreCase)))
                faults.Add($"{EdgeSetup.Section}:Routes:{route.RouteId}:ClusterId is '{route.ClusterId}'; there is no such cluster.");
        }

        return faults;
    }

    private static string Text(string kind, string name, Exception fault) => $"{EdgeSetup.Section}:{kind}:{name}: {fault.Message}";
}
