using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using SignGateway.Problems;

namespace SignGateway.Admin.Configuration;

/// <summary>Lists what options hold, property by property. Switches, numbers, times and words of an enum cannot be secrets; text is one unless it is marked as harmless.</summary>
internal sealed class SettingsWalk(IConfiguration configuration)
{
    private readonly List<Setting> _settings = [];
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What has been found so far.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Adds all that options of a section hold.</summary>
    public void Add(string section, object options) => Add(section, options, options.GetType(), isHarmless: false);

    /// <summary>Adds, hidden, what configuration has below a section and no options were found for: a mistyped key, or one that nobody here reads.</summary>
    public void AddRest(string section)
    {
        var known = _settings.Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
        {
            if (!string.IsNullOrEmpty(value) && !known.Contains(key) && !_lists.Contains(ConfigurationPath.GetParentPath(key) ?? ""))
                _settings.Add(new Setting(key, null, true, true));
        }
    }

    private void Add(string key, object? value, Type type, bool isHarmless)
    {
        switch (value)
        {
            case string text:
                _settings.Add(new Setting(key, isHarmless ? ShownText.Of(text) : null, !isHarmless, IsSet(key)));
                break;
            case IEnumerable<string> texts:
                _lists.Add(key);
                _settings.Add(new Setting(key, isHarmless ? texts.Select(ShownText.Of).ToList() : null, !isHarmless, IsSet(key)));
                break;
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                    Add($"{key}:{pair.Key}", pair.Value, pair.Value?.GetType() ?? typeof(string), isHarmless: false);
                break;
            case IEnumerable items:
                foreach (var (index, item) in items.Cast<object>().Index())
                    Add($"{key}:{index}", item, item.GetType(), isHarmless: false);
                break;
            case var _ when IsPlain(type):
                _settings.Add(new Setting(key, value, false, IsSet(key)));
                break;
            case null:
                _settings.Add(new Setting(key, null, !isHarmless, IsSet(key)));
                break;
            default:
                AddProperties(key, value);
                break;
        }
    }

    private void AddProperties(string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            Add($"{section}:{property.Name}", property.GetValue(options), property.PropertyType, property.IsDefined(typeof(HarmlessAttribute)));
    }

    private bool IsSet(string key) => configuration.GetSection(key) is var section && (!string.IsNullOrEmpty(section.Value) || section.GetChildren().Any());

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum || type.IsPrimitive || type == typeof(TimeSpan);
    }
}
