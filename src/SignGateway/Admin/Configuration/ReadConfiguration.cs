using Microsoft.Extensions.Configuration;
using SignGateway.Problems;

namespace SignGateway.Admin.Configuration;

/// <summary>What is in force: every option with its default or its setting, and every key that configuration has besides.</summary>
internal sealed class ReadConfiguration(IConfiguration configuration, IEnumerable<SettingsSection> sections, IServiceProvider services)
{
    private static readonly string[] Roots = ["SignGateway", "Authentication:Schemes:Bearer"];

    /// <summary>All settings, by key.</summary>
    public IReadOnlyList<Setting> Execute()
    {
        var walk = new SettingsWalk(configuration);
        foreach (var section in sections)
            walk.Add(section.Section, section.Options(services));
        foreach (var root in Roots)
            walk.AddRest(root);
        return [.. walk.Settings.OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)];
    }
}
