using Microsoft.Extensions.Options;
using SignGateway.Tickets;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>keys rotate</c>: the ticket keys' part of docs/rotation.md, written out for the ring that is configured.</summary>
internal static class KeysRotate
{
    private const string Present = "«as it stands»";

    public static Command Command { get; } = new(
        "keys rotate",
        "Prints the ring of ticket keys as the next steps of a rotation want it.",
        """
        Usage: keys rotate [--id ID] [--SECTION:KEY VALUE]...

          --id ID   the new key's name in tickets, 1 to 16 letters, digits, '-' or '_'; without it, one of the day

        Reads the configured ring and prints it, as environment variables, as each step wants it: a new key that accepts, then seals, and the old one in
        the archive. While a rotation is under way it draws no further key and prints what is left of this one. Nothing is written. Only the new
        secret is printed; those that you have are shown as «as it stands». You need it once a year, or when a key has leaked. docs/rotation.md tells why.

        Example:
          SignGateway.Host keys rotate
        """)
    {
        Options = [NewKey.Id],
        Check = NewKey.Check,
        Run = (app, arguments) => Task.FromResult(Print(app.Services, arguments)),
        OnlyReads = true,
    };

    private static int Print(IServiceProvider services, CommandArguments arguments)
    {
        var ring = services.GetRequiredService<TicketKeyRing>();
        var keys = services.GetRequiredService<IOptions<TicketOptions>>().Value.Keys
            .Select(key => new TicketKeyOptions { Id = key.Id, Secret = Present, Use = Word(ring.Find(key.Id!)!.Use) })
            .ToList();
        var made = NewKey.Make(arguments, Word(TicketKeyUse.Accepting));
        if (keys.Any(key => key.Id == made.Id))
            return Help.Complain(Command, $"the ring has a key '{made.Id}'; every key needs an id of its own.");

        var accepting = ring.All.Where(key => key.Use == TicketKeyUse.Accepting).Select(key => key.Id).ToList();
        Console.WriteLine(accepting.Count == 0 ? Begin([.. keys, made], ring.Current.Id, made.Id!) : GoOn(keys, ring.Current.Id, accepting));
        return ExitCode.Done;
    }

    private static string Begin(List<TicketKeyOptions> keys, string old, string made)
    {
        var first = RingText.Environment(keys, "  ");
        // The secret is printed once, where it is first needed.
        keys[^1] = new TicketKeyOptions { Id = made, Secret = "«as in step 1»", Use = keys[^1].Use };
        return
            $"""
            A roll restarts the replicas one after the other, the next when /health/ready of the one before says 200.

            Step 1. Add {made}, which accepts; {old} goes on sealing. Roll.
            {first}

            {SwitchAndArchive(keys, old, made, step: 2)}
            """;
    }

    // Configuration does not tell which of the two is new.
    private static string GoOn(List<TicketKeyOptions> keys, string current, List<string> accepting) =>
        $"""
        A rotation is under way: {current} seals, and {string.Join(", ", accepting)} {(accepting.Count == 1 ? "accepts" : "accept")}. It comes first; run this again after it for the next.
        The admin page, or GET /v1/admin/keys, tells which key is older and which replicas have it.

        {string.Join("\n\n", accepting.Select(other =>
            $"""
            If {other} is the new key and every replica has it:

            {SwitchAndArchive(keys, current, other, step: 2)}

            If {other} is the old key:

            {Archive(keys, current, other, step: 2)}
            """))}
        """;

    private static string SwitchAndArchive(IReadOnlyList<TicketKeyOptions> keys, string old, string made, int step) =>
        $"""
        Step {step}. {made} seals, {old} accepts. Roll.
        {RingText.Environment(With(keys, (made, TicketKeyUse.Current), (old, TicketKeyUse.Accepting)), "  ")}

        {Archive(With(keys, (made, TicketKeyUse.Current)), made, old, step + 1)}
        """;

    private static string Archive(IReadOnlyList<TicketKeyOptions> keys, string current, string old, int step) =>
        $"""
        Step {step}. Wait until the time that the admin page shows for {old}: "What it signed counts until".

        Step {step + 1}. {old} goes to the archive, where it stays: a rebuild opens old tickets with it. {current} goes on sealing. Roll.
        {RingText.Environment(With(keys, (old, TicketKeyUse.Archive)), "  ")}
        """;

    private static List<TicketKeyOptions> With(IReadOnlyList<TicketKeyOptions> keys, params (string Id, TicketKeyUse Use)[] changes) =>
    [
        .. keys.Select(key => new TicketKeyOptions
        {
            Id = key.Id,
            Secret = key.Secret,
            Use = changes.Where(change => change.Id == key.Id).Select(change => Word(change.Use)).FirstOrDefault(key.Use!),
        }),
    ];

    private static string Word(TicketKeyUse use) => use.ToString().ToLowerInvariant();
}
