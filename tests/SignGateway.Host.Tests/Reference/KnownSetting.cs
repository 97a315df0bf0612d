using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SignGateway.Host.Tests.Reference;

/// <summary>One key of configuration, as the code that reads it has it.</summary>
/// <param name="Key">The key; <c>N</c> stands for a number, and <c>NAME</c> for a name.</param>
/// <param name="Property">What it is bound to.</param>
/// <param name="Default">What the property has where nobody says anything.</param>
internal sealed partial record KnownSetting(string Key, PropertyInfo Property, object? Default)
{
    /// <summary>What it controls.</summary>
    public string Summary => Blanks().Replace(Sentence().Replace(Doc, ""), " ").Trim();

    /// <summary>What its documentation says of the default; empty if it says nothing.</summary>
    public string SaidDefault => Sentence().Match(Doc) is { Success: true } match ? match.Groups["default"].Value : "";

    /// <summary>Where it must be said, such as <c>required outside Development</c>; empty if nowhere.</summary>
    public string Required => Sentence().Match(Doc).Groups["required"].Value is { Length: > 0 } text ? $"r{text[1..]}" : "";

    /// <summary>The default as configuration would say it; null where that would be nothing.</summary>
    public string? DefaultText => Default switch
    {
        null or "" or ICollection => null,
        bool isOn => isOn ? "true" : "false",
        _ => Convert.ToString(Default, CultureInfo.InvariantCulture),
    };

    /// <summary>The type of one value.</summary>
    public Type Type => Element(Property.PropertyType) is var type ? Nullable.GetUnderlyingType(type) ?? type : throw new InvalidOperationException();

    /// <summary>Whether each value has keys of its own.</summary>
    public bool IsSection => Type.IsClass && Type != typeof(string);

    public bool IsList => Key.EndsWith(":N", StringComparison.Ordinal);

    private string Doc => XmlDocs.Of(Property);

    /// <summary>What a list holds; of anything else, itself.</summary>
    public static Type Element(Type type) => type.IsGenericType && typeof(IList).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : type;

    // A point inside a file's name ends no sentence.
    [GeneratedRegex(@"(?:Defaults to (?<default>.+?)|(?<required>Required[^.]*))\.(?=\s|$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
