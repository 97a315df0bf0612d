using SignGateway.Profiles;

namespace SignGateway.Host.Tests.Reference;

/// <summary>docs/settings.md.</summary>
internal static class SettingsPage
{
    public static string Write()
    {
        var text = new Page(
            """
            # Settings

            Every key of configuration that the gateway reads. This page is generated from the code's own documentation; a test keeps it so.

            A key may stand in `appsettings.json`, in the environment (`__` for `:`, such as `SignGateway__Oss__Bucket`) or behind the program's name (`--SignGateway:Oss:Bucket uploads`); the later of these wins. Lists have numbers:
            `N` is 0, 1, and so on. `NAME` is a name of your own. Times are `[d.]hh:mm:ss`, so `00:10:00` is ten minutes and `30.00:00:00` thirty days. Wrong settings stop the start, all of them named.

            `SignGateway.Host config show` prints what is in force, and where it comes from. `appsettings.schema.json` (`config schema` prints it) says the same as this page to editors: `appsettings.json` names it, so that they complete keys and mark typing errors.

            The framework's own sections hold as well: `Logging`, [`Kestrel`](security.md), `AllowedHosts`, `urls`; and YARP's `ReverseProxy` makes the Host [the gateway in front of an application](edge.md).
            """);
        foreach (var (section, summary, settings) in KnownSettings.All)
        {
            text.Add($"\n## {section}\n");
            if (summary.Length > 0)
                text.Add($"{summary}\n");
            text.Table(["key", "what it controls", "default", "accepted"], settings.Select(Row));
            if (section == ProfilesOptions.Section)
            {
                text.Add("");
                foreach (var (own, described) in KnownSettings.OfProfiles)
                    text.Add($"`{own}:*` are the keys of [{described}](#{described.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant()}), for this profile alone.");
            }
        }

        return text.ToString();
    }

    private static string[] Row(KnownSetting setting) => [$"`{setting.Key}`", setting.Summary, Default(setting), Accepted(setting)];

    private static string Default(KnownSetting setting)
    {
        if (setting.Required.Length > 0)
            return setting.Required;
        if (setting.IsSection || setting.DefaultText is not { } value)
            return setting.SaidDefault;
        var says = Plain(setting.SaidDefault);
        return says == Plain(value) || setting.SaidDefault.Length == 0 ? $"`{value}`" : says.Contains(Plain(value), StringComparison.Ordinal) ? setting.SaidDefault : $"{setting.SaidDefault} (`{value}`)";
    }

    private static string Accepted(KnownSetting setting)
    {
        var type = setting.Type;
        if (setting.IsSection)
            return "section";
        var what = type == typeof(bool) ? "`true`, `false`"
            : type == typeof(TimeSpan) ? "time"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`"))
            : type == typeof(string) ? "text"
            : "whole number";
        return setting.IsList ? $"list: {what}" : what;
    }

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).ToLowerInvariant();
}
