using System.Globalization;
using System.Reflection;
using SignGateway.Problems;

namespace SignGateway.Host.Tests.Reference;

/// <summary>docs/problems.md.</summary>
internal static class ProblemsPage
{
    /// <summary>Every problem that stands in the code, with what its comment says.</summary>
    public static IReadOnlyList<(Problem Problem, string When)> All { get; } =
    [
        .. KnownSettings.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Problem))
            .Select(field => (Problem: (Problem)field.GetValue(null)!, When: XmlDocs.Of(field)))
            // A known problem with a more exact hint has its row already.
            .Where(item => item.When.Length > 0)
            .OrderBy(item => item.Problem.Code, StringComparer.Ordinal).ThenBy(item => item.Problem.Status),
    ];

    public static string Write()
    {
        var page = new Page(
            """
            # Problems

            Every error that the gateway answers. This page is generated from the code's own catalogue; a test keeps it so.

            An error is `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): `code` is stable, and what programs should read; `title` and `detail` are for people, and `detail` is often more exact than here. `requestId` finds the
            request in the gateway's log. Codes that begin with `callback_` or `ticket_` are answers to OSS; the browser sees them inside OSS's 203, and the [admin page](admin-page.md) tells the reason of each.
            """);
        page.Add("");
        page.Table(["code", "status", "title", "when", "what to do"], All.Select(item => (string[])
        [
            $"`{item.Problem.Code}`",
            item.Problem.Status.ToString(CultureInfo.InvariantCulture),
            item.Problem.Title,
            item.When,
            item.Problem.Detail,
        ]));
        return page.ToString();
    }
}
