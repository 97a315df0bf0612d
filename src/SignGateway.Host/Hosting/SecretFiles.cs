using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Settings that are files, one to each, as Docker, Kubernetes and systemd hand out secrets: what is in the environment shows in listings of processes and containers.</summary>
internal static class SecretFiles
{
    public const string Key = $"{SecretsFolderSetting.Section}:{nameof(SecretsFolderSetting.SecretsFolder)}";

    public static void AddSecretFiles(this WebApplicationBuilder builder, List<string> faults)
    {
        Add(builder.Configuration, faults);
        builder.Services.AddSingleton(new SettingsSection(SecretsFolderSetting.Section, _ => new SecretsFolderSetting { SecretsFolder = builder.Configuration[Key] }));
    }

    /// <summary>Reads the folder's files below the environment, which wins: so a single start can differ from what is mounted.</summary>
    public static void Add(ConfigurationManager configuration, List<string> faults)
    {
        if (configuration[Key] is not { Length: > 0 } folder)
            return;
        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
        {
            faults.Add($"{Key} is '{folder}', which is no folder that this user may read; write its full path, or remove it.");
            return;
        }

        var sources = ((IConfigurationBuilder)configuration).Sources;
        sources.Insert(EnvironmentIndex(sources), new KeyPerFileConfigurationSource { FileProvider = new PhysicalFileProvider(folder) });
    }

    // The environment's own settings; those with a prefix are the framework's, and come first.
    private static int EnvironmentIndex(IList<IConfigurationSource> sources)
    {
        for (var index = sources.Count - 1; index > 0; index--)
        {
            if (sources[index] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
                return index;
        }

        return sources.Count;
    }
}
