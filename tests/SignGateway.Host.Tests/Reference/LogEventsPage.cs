using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Reference;

/// <summary>docs/log-events.md.</summary>
internal static class LogEventsPage
{
    /// <summary>Every event that the code may log.</summary>
    public static IReadOnlyList<(LoggerMessageAttribute Message, Type Class)> All { get; } =
    [
        .. KnownSettings.Assemblies.Append(typeof(OssSimulator.SimulatorServer).Assembly).SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttributes<LoggerMessageAttribute>().Select(message => (Message: message, Class: method.DeclaringType!)))
            .OrderBy(item => item.Message.EventId).ThenBy(item => item.Class.FullName, StringComparer.Ordinal),
    ];

    public static string Write()
    {
        var page = new Page(
            """
            # Log events

            Every event that the gateway and its simulator log by themselves, by id. This page is generated from the code; a test keeps it so, and every id its own. Ids and the names in braces are stable, for rules that look for them; words may change.
            The framework's events come beside these, under categories that begin with `Microsoft`, `System` or `Yarp`.
            """);
        page.Add("");
        page.Table(["id", "level", "message", "class"], All.Select(item => (string[])
            [item.Message.EventId.ToString(CultureInfo.InvariantCulture), $"{item.Message.Level}", item.Message.Message, $"`{item.Class.FullName}`"]));
        return page.ToString();
    }
}
