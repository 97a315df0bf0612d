using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SignGateway.Host.Tests.Reference;

/// <summary>What the compiler wrote down of the comments in the code, as Markdown.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Members = [];

    /// <summary>The summary of a type or member; empty if there is none.</summary>
    public static string Of(MemberInfo member)
    {
        var owner = member as Type ?? member.DeclaringType!;
        if (!Members.TryGetValue(owner.Assembly, out var members))
            Members[owner.Assembly] = members = Load(owner.Assembly);
        var type = owner.FullName!.Replace('+', '.');
        var name = member switch
        {
            Type => $"T:{type}",
            PropertyInfo => $"P:{type}.{member.Name}",
            _ => $"F:{type}.{member.Name}",
        };
        return members.TryGetValue(name, out var summary) ? Blanks().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim() : "";
    }

    private static Dictionary<string, XElement> Load(Assembly assembly) =>
        XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{((string)see.Attribute("cref")!).Split('(')[0].Split('.', ':')[^1]}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
