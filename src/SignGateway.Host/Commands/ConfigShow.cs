using SignGateway.Admin.Configuration;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>config show</c>.</summary>
internal static class ConfigShow
{
    public static Command Command { get; } = new(
        "config show",
        "Prints every setting in force, and where it comes from.",
        """
        Usage: config show [--SECTION:KEY VALUE]...

        One line for each setting: its key, its value, and behind # where that was said: a settings file, the environment, the command line, or nowhere,
        so that the default counts. Secrets are hidden, and so is any text that might be one; user info and queries are taken out of URLs.
        You need it when a gateway behaves as if a setting were not there: a key that no option reads, mistyped perhaps, is listed as hidden.
        Run it where the gateway runs, with the same environment. It takes nothing from a gateway that serves meanwhile.

        Example:
          SignGateway.Host config show | grep Profiles
        """)
    {
        Run = (app, _) => Task.FromResult(Print(app.Services)),
        OnlyReads = true,
    };

    private static int Print(IServiceProvider services)
    {
        var origin = new SettingOrigin((IConfigurationRoot)services.GetRequiredService<IConfiguration>());
        foreach (var setting in services.GetRequiredService<ReadConfiguration>().Execute())
            Console.WriteLine($"{setting.Key} = {Value(setting)}  # {(setting.Set ? origin.Of(setting.Key) : "default")}");
        return ExitCode.Done;
    }

    private static string Value(Setting setting) => setting switch
    {
        { Secret: true, Set: true } => "(hidden)",
        { Text: { Length: > 0 } text } => text,
        _ => "(none)",
    };
}
