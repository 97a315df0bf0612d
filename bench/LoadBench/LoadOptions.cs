using System.Globalization;

namespace LoadBench;

/// <summary>How long it takes: less for a trial, whose figures mean nothing.</summary>
internal sealed record LoadOptions(string? Mode, int? Rounds, int Seconds)
{
    /// <summary>No server is at its speed before the runtime has compiled its hot paths a second time, for which it takes its leisure on busy processors: half a minute of each kind of request.</summary>
    public const int WarmUps = 3;

    /// <summary>How long one pass takes for each kind of request.</summary>
    public int WarmUpSeconds => Math.Min(10, 2 * Seconds);

    public static LoadOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions(null, null, 6);
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--rounds" => options with { Rounds = Number(++index) },
                "--seconds" => options with { Seconds = Number(++index) },
                "parts" or "forward" or "profile" => options with { Mode = arguments[index] },
                var unknown => throw new ArgumentException($"{unknown} is none of parts, forward and profile, nor --rounds N nor --seconds S."),
            };
        }

        return options;

        int Number(int index) => index < arguments.Count && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{arguments[index - 1]} wants a number.");
    }
}
