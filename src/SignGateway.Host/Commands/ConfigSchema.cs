namespace SignGateway.Host.Commands;

/// <summary>The command <c>config schema</c>.</summary>
internal static class ConfigSchema
{
    private const string Resource = "appsettings.schema.json";

    public static Command Command { get; } = new(
        "config schema",
        "Prints the JSON schema of appsettings.json.",
        """
        Usage: config schema

        The schema of every setting under SignGateway, and of the bearer tokens' section: names, types, what is accepted, defaults, and what each
        controls. You need it beside an appsettings.json of your own, for an editor that completes keys and marks typing errors, or for a check before
        a deployment. Name it there: "$schema": "./appsettings.schema.json". docs/settings.md says the same in words.

        Example:
          SignGateway.Host config schema > appsettings.schema.json
        """)
    {
        Alone = _ => Print(),
    };

    private static int Print()
    {
        using var schema = new StreamReader(typeof(ConfigSchema).Assembly.GetManifestResourceStream(Resource)!);
        Console.Write(schema.ReadToEnd());
        return ExitCode.Done;
    }
}
