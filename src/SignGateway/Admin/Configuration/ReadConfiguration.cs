using Microsoft.Extensions.Configuration;
using SignGateway.Problems;

namespace SignGateway.Admin.Configuration;

/// <summary>What is in force: every option with its default or its setting, and every key that configuration has besides.</summary>
public sealed class ReadConfiguration
{
    private static readonly string[] Roots = ["SignGateway", "Authentication:Schemes:Bearer"];

    private readonly IConfiguration _configuration;
    private readonly IEnumerable<SettingsSection> _sections;
    private readonly IServiceProvider _services;

    internal ReadConfiguration(IConfiguration configuration, IEnumerable<SettingsSection> sections, IServiceProvider services)
    {
        _configuration = configuration;
        _sections = sections;
        _services = services;
    }

    /// <summary>All settings, by key.</summary>
    public IReadOnlyList<Setting> Execute()
    {
        var walk = new SettingsWalk(_configuration);
        foreach (var section in _sections)
            walk.Add(section.Section, section.Options(_services));
        foreach (var root in Roots)
            walk.AddRest(root);
        return [.. walk.Settings.OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)];
    }
}
