namespace SignGateway.Host.Commands;

/// <summary>
/// Finds the command that is meant. Whatever is not understood is never a start: a mistyped <c>migrate</c> must not open a port.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] HelpSwitches = ["--help", "-h", "-?", "/?"];

    /// <summary>The command and what stands behind it. Help and complaints are commands too.</summary>
    public static (Command Command, CommandArguments Arguments) Read(string[] args)
    {
        var words = args.TakeWhile(IsWord).ToArray();
        var asksHelp = args.Any(HelpSwitches.Contains);
        if (words is ["help", ..])
            (words, asksHelp) = (words[1..], true);
        if (words.Length == 0)
            return asksHelp ? With(Help.Overview()) : ReadArguments(Serve.Command, args);

        if (CommandList.Find(words) is not { } command)
            return With(asksHelp && CommandList.Below(words[0]).Count > 0 ? Help.Overview(words[0]) : Help.Refuse(words));
        return asksHelp ? With(Help.Of(command)) : ReadArguments(command, args[command.Name.Split(' ').Length..]);
    }

    private static (Command, CommandArguments) ReadArguments(Command command, string[] rest)
    {
        var read = CommandArguments.Read(rest, command.Switches, command.Options);
        return (read.Fault ?? command.Check(read)) is { } fault ? With(Help.Refuse(command, fault)) : (command, read);
    }

    private static (Command, CommandArguments) With(Command command) => (command, CommandArguments.Empty);

    private static bool IsWord(string argument) => argument is not ['-' or '/', ..] && !argument.Contains('=', StringComparison.Ordinal);
}
