using System.Text.RegularExpressions;

namespace SignGateway.Packages.Tests.Threats;

/// <summary>Every test of the repository as <c>Class.method</c>, read from the sources: a class of that name, with a method that is a fact or a theory.</summary>
internal static partial class KnownTests
{
    public static IReadOnlySet<string> Names { get; } = Find();

    /// <summary>Those of one project, where a guard's manifest says which.</summary>
    public static IReadOnlySet<string> Of(string project) => In(Repository.File($"tests/{project}"));

    private static HashSet<string> Find() => In(Repository.File("tests"));

    private static HashSet<string> In(string folder) =>
    [
        .. Sources.Below(folder).Select(File.ReadAllText).SelectMany(text =>
            Class().Matches(text).SelectMany(type => Method().Matches(text).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}"))),
    ];

    [GeneratedRegex(@"^public (?:sealed |abstract )?(?:partial )?class (\w+(?:Tests|Contract))\b", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)\b[^\n]*\n(?:    \[[^\n]*\n)*    public (?:async )?\w+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}
