namespace SignGateway.Host.Commands;

/// <summary>The command <c>keys new</c>.</summary>
internal static class KeysNew
{
    public static Command Command { get; } = new(
        "keys new",
        "Prints a fresh ticket key as configuration.",
        """
        Usage: keys new [--id ID]

          --id ID   the key's name in tickets, 1 to 16 letters, digits, '-' or '_'; without it, one of the day

        Draws a key of 32 random bytes and prints the ring that holds it, as environment variables and as JSON. Nothing is written, and no
        configuration is read. You need it before the first start outside Development. Keep the key for as long as there are objects: ownership can be
        rebuilt from a bucket only with the key that sealed its tickets. To replace a key that is in use, keys rotate prints what to do.

        Example:
          SignGateway.Host keys new --id 2026-a
        """)
    {
        Options = [NewKey.Id],
        Check = NewKey.Check,
        Alone = Print,
    };

    private static int Print(CommandArguments arguments)
    {
        var key = NewKey.Make(arguments, "current");
        Console.WriteLine($"# Environment variables:\n{RingText.Environment([key])}\n\n# Or in a settings file:\n{RingText.Json([key])}");
        return ExitCode.Done;
    }
}
