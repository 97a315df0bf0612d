using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Storage.Ledger;

namespace SignGateway.Host.Tests.Reference;

/// <summary>Every key of configuration that this code reads: options are the classes that say their <c>Section</c>.</summary>
internal static partial class KnownSettings
{
    /// <summary>The code of the gateway.</summary>
    public static readonly Assembly[] Assemblies = [typeof(OssOptions).Assembly, typeof(LedgerOptions).Assembly, Assembly.Load("SignGateway.Host")];

    /// <summary>Sections with what is said of them, and their keys. A section that several classes read is there once.</summary>
    public static IReadOnlyList<(string Section, string Summary, IReadOnlyList<KnownSetting> Settings)> All { get; } =
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.GetField("Section") is { IsLiteral: true } && type.GetConstructor([]) is not null)
            .GroupBy(type => (string)type.GetField("Section")!.GetRawConstantValue()!)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (
                group.Key,
                string.Join(' ', group.Select(Summary).Where(text => text.Length > 0).Distinct()),
                (IReadOnlyList<KnownSetting>)[.. group.SelectMany(type => Of(group.Key, type)).OrderBy(setting => setting.Key, StringComparer.Ordinal)])),
    ];

    /// <summary>The sections that a profile may have of its own, and where they are described.</summary>
    public static IReadOnlyDictionary<string, string> OfProfiles { get; } = new Dictionary<string, string>
    {
        [OssOptions.SectionOf("NAME")] = OssOptions.Section,
        [$"{ProfilesOptions.Section}:NAME:Credentials"] = CredentialOptions.Section,
    };

    public static IEnumerable<KnownSetting> Of(string section, Type type)
    {
        if (typeof(IDictionary).IsAssignableFrom(type))
            return Of($"{section}:NAME", type.BaseType!.GetGenericArguments()[1]);
        var options = Activator.CreateInstance(type)!;
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .SelectMany(property => Of($"{section}:{property.Name}", property, property.GetValue(options)));
    }

    private static IEnumerable<KnownSetting> Of(string key, PropertyInfo property, object? value)
    {
        var element = KnownSetting.Element(property.PropertyType);
        if (element != property.PropertyType)
            key += ":N";
        if (value is IDictionary)
        {
            key += property.Name == nameof(QuotaOptions.Roles) ? ":ROLE" : ":NAME";
            element = property.PropertyType.GetGenericArguments()[1];
        }

        var setting = new KnownSetting(key, property, value);
        return element.IsClass && element != typeof(string) ? Of(key, element).Prepend(setting) : [setting];
    }

    private static string Summary(Type type)
    {
        var text = Lead().Replace(XmlDocs.Of(type), "");
        return text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
    }

    // The page's heading says the section already.
    [GeneratedRegex(@"^Section `[^`]+`(, or section `\w+` of a profile)?[:.,]?\s*|; section `[^`]+`(?=\.)|, in section `[^`]+`(?=\.)|^The framework's own section `[^`]+`, as far as it is read here\.$")]
    private static partial Regex Lead();
}
