using SignGateway.Recovery;

namespace SignGateway.Host.Commands;

/// <summary>Tells how far a pass is: on a terminal in one line that is written over, elsewhere in a line now and then.</summary>
internal sealed class ReconcileProgress(bool terminal, TextWriter output, TimeProvider time) : IProgress<ReconcileReport>
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(10);

    private long _shownAt = time.GetTimestamp();

    /// <summary>Where it stands.</summary>
    public ReconcileReport Last { get; private set; } = ReconcileReport.Empty;

    public void Report(ReconcileReport value)
    {
        Last = value;
        if (time.GetElapsedTime(_shownAt) < (terminal ? Tick : LinePause))
            return;
        // Numbers only grow, so every line covers the one before.
        output.Write(terminal ? $"\r{Text(value)}" : $"{Text(value)}{Environment.NewLine}");
        _shownAt = time.GetTimestamp();
    }

    /// <summary>The line that stays.</summary>
    public void Finish(ReconcileReport value) => output.WriteLine(terminal ? $"\r{Text(value)}" : Text(value));

    private static string Text(ReconcileReport value) => $"due {value.Due}, settled {value.Settled}, unanswered {value.Unanswered}";
}
