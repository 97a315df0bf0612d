using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace SignGateway.Host.Commands;

/// <summary>Tells who said a setting: of several, the one that wins.</summary>
internal sealed class SettingOrigin(IConfigurationRoot configuration)
{
    /// <summary>Where a key that is set, or what lies below it, comes from.</summary>
    public string Of(string key) => configuration.Providers.LastOrDefault(provider => provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any()) switch
    {
        JsonConfigurationProvider file => file.Source.Path ?? "a settings file",
        EnvironmentVariablesConfigurationProvider => $"environment: {key.Replace(":", "__", StringComparison.Ordinal)}",
        CommandLineConfigurationProvider => "command line",
        _ => "set by the program for Development",
    };
}
