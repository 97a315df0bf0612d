namespace SignGateway.Host.Commands;

/// <summary>What is printed for those who ask, and for those who were not understood.</summary>
internal static class Help
{
    private const string Settings =
        """
        Every command takes settings too, as the gateway itself does: --SECTION:KEY VALUE (or --SECTION:KEY=VALUE), --urls, --contentRoot, --environment.
        They stand before environment variables (SECTION__KEY), and those before appsettings.json. Exit status: 0 done, 1 something is left or wrong, 2 not understood.
        """;

    /// <summary>Help on everything, or on the commands that share a first word.</summary>
    public static Command Overview(string? group = null) => Print(Console.Out, OverviewText(group), ExitCode.Done);

    /// <summary>Help on one command.</summary>
    public static Command Of(Command command) => Print(Console.Out, Text(command), ExitCode.Done);

    /// <summary>There is no such command.</summary>
    public static Command Refuse(string[] words)
    {
        var group = CommandList.Below(words[0]).Count > 0 ? words[0] : null;
        var fault = words.Length == 1 && group is not null ? $"'{group}' needs a second word." : $"there is no command '{string.Join(' ', group is null ? words[..1] : words[..2])}'.";
        return Print(Console.Error, $"{fault}\n\n{OverviewText(group)}", ExitCode.Misused);
    }

    /// <summary>The command was not understood.</summary>
    public static Command Refuse(Command command, string fault) => new("help", "", "") { Alone = _ => Complain(command, fault) };

    /// <summary>Says what is wrong with how a command was asked for, and ends it.</summary>
    public static int Complain(Command command, string fault)
    {
        Console.Error.WriteLine($"{command.Name}: {fault}\n\n{Text(command)}");
        return ExitCode.Misused;
    }

    private static Command Print(TextWriter writer, string text, int exitCode) => new("help", "", "")
    {
        Alone = _ =>
        {
            writer.WriteLine(text);
            return exitCode;
        },
    };

    private static string Text(Command command) => $"{command.Help}\n\n{Settings}";

    private static string OverviewText(string? group)
    {
        var commands = group is null ? CommandList.All : CommandList.Below(group);
        var width = commands.Max(command => command.Name.Length);
        return
            $"""
            Usage: SignGateway.Host [{group ?? "COMMAND"}{(group is null ? "" : " COMMAND")}] [OPTION]... [--SECTION:KEY VALUE]...

            {string.Join('\n', commands.Select(command => $"  {command.Name.PadRight(width)}  {command.Summary}"))}

            COMMAND --help tells what it is for, with an example. {(group is null ? "Without a command it serves." : "")}

            {Settings}
            """;
    }
}
