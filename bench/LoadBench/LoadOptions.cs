using System.Globalization;

namespace LoadBench;

/// <summary>How long it takes: less for a trial, whose figures mean nothing.</summary>
internal sealed record LoadOptions(string? Mode, int? Rounds, int Seconds)
{
    /// <summary>No server is at its speed before the runtime has compiled its hot paths a second time, for which it takes its leisure on busy processors: half a minute of each kind of request.</summary>
    public const int WarmUps = 3;

    public const string Usage = "Usage: bench/run.sh [parts|forward|profile|crowd] [--rounds N] [--seconds S]";

    /// <summary>How long one pass takes for each kind of request.</summary>
    public int WarmUpSeconds => Math.Min(10, 2 * Seconds);

    /// <summary>Null where the arguments are not understood.</summary>
    public static LoadOptions? Read(string[] arguments) => Read(new LoadOptions(null, null, 6), arguments);

    private static LoadOptions? Read(LoadOptions options, string[] rest) => rest switch
    {
        [] => options,
        ["--rounds", var text, .. var more] when Number(text) is { } rounds => Read(options with { Rounds = rounds }, more),
        ["--seconds", var text, .. var more] when Number(text) is { } seconds => Read(options with { Seconds = seconds }, more),
        [("parts" or "forward" or "profile" or "crowd") and var mode, .. var more] => Read(options with { Mode = mode }, more),
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
