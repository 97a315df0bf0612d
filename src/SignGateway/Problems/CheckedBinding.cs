using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SignGateway.Problems;

/// <summary>
/// Binds options so that values of the wrong type are faults like any other: all of them listed by key.
/// The framework's binder throws at the first, which hides the rest.
/// </summary>
public static class CheckedBinding
{
    /// <summary>Binds a section, checks it at start, and hands the options on; administrators see them as <see cref="SettingsSection"/> says. Options of one type that have several sections are told apart by name.</summary>
    public static OptionsBuilder<T> AddCheckedOptions<T>(this IServiceCollection services, IConfiguration configuration, string section, string? name = null)
        where T : class
    {
        var source = configuration.GetSection(section);
        services.AddSingleton(new SettingsSection(section, provider => provider.GetRequiredService<IOptionsMonitor<T>>().Get(name)));
        return services.AddOptions<T>(name)
            .Configure(options => WithoutFaults(source, typeof(T)).Bind(options))
            .AddFaults(source)
            .ValidateOnStart();
    }

    private static OptionsBuilder<T> AddFaults<T>(this OptionsBuilder<T> builder, IConfigurationSection source)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new FaultValidator<T>(builder.Name, source));
        return builder;
    }

    // What can be bound is bound, so that the options' own validator finds the other faults.
    private static IConfiguration WithoutFaults(IConfigurationSection section, Type type)
    {
        var faulty = Faults(section, type).Select(fault => fault.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return faulty.Count == 0
            ? section
            : new ConfigurationBuilder()
                .AddInMemoryCollection(section.AsEnumerable().Where(pair => !faulty.Contains(pair.Key)))
                .Build()
                .GetSection(section.Path);
    }

    private static List<(string Path, string Text)> Faults(IConfigurationSection section, Type type)
    {
        List<(string, string)> faults = [];
        Collect(section, type, faults);
        return faults;
    }

    private static void Collect(IConfigurationSection section, Type type, List<(string Path, string Text)> faults)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementType(type) is { } element)
        {
            foreach (var child in section.GetChildren())
                Collect(child, element, faults);
        }
        else if (type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            if (section.Value is { } value && type != typeof(string) && !Converts(type, value))
                faults.Add((section.Path, $"{section.Path} is '{value}'; {Expected(type)}."));
        }
        else
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Collect(section.GetSection(property.Name), property.PropertyType, faults);
        }
    }

    private static Type? ElementType(Type type) => type == typeof(string)
        ? null
        : type.GetInterfaces().Prepend(type)
            .Where(candidate => candidate.IsGenericType)
            .Select(candidate => candidate.GetGenericTypeDefinition() switch
            {
                var generic when generic == typeof(IDictionary<,>) => candidate.GetGenericArguments()[1],
                var generic when generic == typeof(IList<>) => candidate.GetGenericArguments()[0],
                _ => null,
            })
            .FirstOrDefault(element => element is not null);

    private static bool Converts(Type type, string value)
    {
        if (type.IsEnum)
            return Enum.TryParse(type, value, ignoreCase: true, out var parsed) && Enum.IsDefined(type, parsed) && !char.IsAsciiDigit(value.TrimStart()[0]);
        return TypeDescriptor.GetConverter(type).IsValid(value);
    }

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => $"it must be one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "write a time as [d.]hh:mm:ss, such as 00:10:00",
        _ when type == typeof(bool) => "write true or false",
        _ => "write a whole number",
    };

    private sealed class FaultValidator<T>(string own, IConfigurationSection source) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            if (name != own)
                return ValidateOptionsResult.Skip;
            return Faults(source, typeof(T)) is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults.Select(fault => fault.Text)) : ValidateOptionsResult.Success;
        }
    }
}
