using SignGateway.Recovery;

namespace SignGateway.Host.Commands;

/// <summary>Tells how far a rebuild is: on a terminal in one line that is written over, elsewhere in a line now and then.</summary>
internal sealed class RebuildProgress(bool dryRun, bool terminal, TextWriter output, TimeProvider time) : IProgress<RebuildReport>
{
    private const long ObjectsPerTick = 500;
    private const long ObjectsPerLine = 10_000;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private long _shownAt = time.GetTimestamp();

    /// <summary>Where it stands.</summary>
    public RebuildReport Last { get; private set; } = RebuildReport.Empty;

    public void Report(RebuildReport value)
    {
        Last = value;
        if (!terminal && value.Found % ObjectsPerLine == 0)
            output.WriteLine(Text(value));
        else if (terminal && (value.Found % ObjectsPerTick == 0 || time.GetElapsedTime(_shownAt) >= Tick))
            Overwrite(value);
    }

    /// <summary>The line that stays.</summary>
    public void Finish(RebuildReport value) => output.WriteLine(terminal ? $"\r{Text(value)}" : Text(value));

    private void Overwrite(RebuildReport value)
    {
        // Numbers only grow, so every line covers the one before.
        output.Write($"\r{Text(value)}");
        _shownAt = time.GetTimestamp();
    }

    private string Text(RebuildReport value) =>
        $"{(dryRun ? "dry run: " : "")}found {value.Found}, {(dryRun ? "to restore" : "restored")} {value.Restored}, already there {value.AlreadyThere}, foreign {value.Foreign}, failed {value.Failed}, missing {value.Missing}{(value.Erased == 0 ? "" : $", erased {value.Erased}")}";
}
