using SignGateway.Host.Hosting;

namespace SignGateway.Host.Commands;

/// <summary>One thing that this program does, and how it is asked for.</summary>
/// <param name="Name">The words that ask for it.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Help">How it is written, when it is needed, and an example.</param>
internal sealed record Command(string Name, string Summary, string Help)
{
    /// <summary>Its options that have no value.</summary>
    public string[] Switches { get; init; } = [];

    /// <summary>Its options that have one.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>What is wrong with options that can be read; null if nothing.</summary>
    public Func<CommandArguments, string?> Check { get; init; } = _ => null;

    /// <summary>Runs it where no gateway is needed, nor its configuration; null if they are.</summary>
    public Func<CommandArguments, int>? Alone { get; init; }

    /// <summary>Runs it on a gateway that is ready to start and has not: nobody is served, and no sweep runs, unless the command starts it.</summary>
    public Func<WebApplication, CommandArguments, Task<int>> Run { get; init; } = (_, _) => throw new InvalidOperationException("The command runs alone.");

    /// <summary>What it does where settings are wrong, and there is no gateway to run on.</summary>
    public Func<IReadOnlyCollection<string>, CommandArguments, int> Complain { get; init; } = (faults, _) =>
    {
        StartFaults.Print(faults);
        return ExitCode.Incomplete;
    };

    /// <summary>Whether it only reads configuration, and so may run beside a gateway on the same data folder.</summary>
    public bool OnlyReads { get; init; }
}
