using System.Globalization;

namespace LoadBench;

/// <summary>One line of the table: what is wanted, and what each round gave.</summary>
/// <param name="Must">What must be reached, if anything must.</param>
/// <param name="Aim">What is aimed at.</param>
/// <param name="Unit">What follows the numbers: nothing after a share, × after a multiple.</param>
internal sealed record Figure(string What, string Against, double? Must = null, double? Aim = null, string Unit = "")
{
    /// <summary>What stands above the lines.</summary>
    public const string Header = "| what | against | must | aim | measured: median (min–max) |\n| --- | --- | --- | --- | --- |";

    private readonly List<double> _rounds = [];
    private readonly List<double> _measured = [];
    private readonly List<double> _baselines = [];

    /// <summary>How the absolute values behind a ratio are written.</summary>
    public string AbsoluteUnit { get; init; } = "/s";

    /// <summary>What was measured, beside its baseline in the same round.</summary>
    public void Add(double measured, double baseline)
    {
        _rounds.Add(measured / baseline);
        _measured.Add(measured);
        _baselines.Add(baseline);
    }

    /// <summary>What is held against no baseline.</summary>
    public void Add(double measured) => _rounds.Add(measured);

    public override string ToString()
    {
        var absolute = _measured.Count == 0 ? "" : $"; {Long(_measured.Median())} over {Long(_baselines.Median())}{AbsoluteUnit}";
        return $"| {What} | {Against} | {Short(Must)} | {Short(Aim)} | {Short(_rounds.Median())} ({Short(_rounds.Min())}–{Short(_rounds.Max())}){absolute}{Verdict()} |";
    }

    private string Verdict()
    {
        if (Must is not { } must || Aim is not { } aim)
            return "";
        var median = _rounds.Median();
        return Reaches(median, aim) ? "; **aim**" : Reaches(median, must) ? "; **must**" : "; below must";
    }

    // What is aimed at is further than what must be, which tells which way is better.
    private bool Reaches(double value, double goal) => Aim > Must ? value >= goal : value <= goal;

    private string Short(double? value) => value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) + Unit : "";

    private static string Long(double value) => value.ToString(value < 100 ? "0.##" : "#,##0", CultureInfo.InvariantCulture);
}
