namespace SignGateway.Host.Commands;

/// <summary>All that this program does, in the order in which help lists it.</summary>
internal static class CommandList
{
    public static IReadOnlyList<Command> All { get; } =
    [
        Serve.Command,
        Migrate.Command,
        DoctorCommand.Command,
        Reconcile.Command,
        Rebuild.Command,
        Erase.Command,
        KeysNew.Command,
        KeysRotate.Command,
        ConfigShow.Command,
        ConfigSchema.Command,
    ];

    /// <summary>The command that these words begin with; null if none.</summary>
    public static Command? Find(string[] words) =>
        All.FirstOrDefault(command => command.Name.Split(' ') is var name && words.Take(name.Length).SequenceEqual(name, StringComparer.Ordinal));

    /// <summary>The commands that share a first word, such as <c>keys</c>.</summary>
    public static IReadOnlyList<Command> Below(string word) => [.. All.Where(command => command.Name.StartsWith($"{word} ", StringComparison.Ordinal))];
}
