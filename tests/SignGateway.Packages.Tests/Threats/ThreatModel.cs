using System.Text.RegularExpressions;

namespace SignGateway.Packages.Tests.Threats;

/// <summary>The threats of docs/security.md, as its tables have them.</summary>
internal static partial class ThreatModel
{
    private const string Header = "| threat | what could happen | what stops it | proved by | what remains |";

    public static IReadOnlyList<Threat> Threats { get; } = [.. Rows().Select(Read)];

    private static IEnumerable<string> Rows()
    {
        var isThreat = false;
        foreach (var line in File.ReadLines(Repository.File("docs/security.md")))
        {
            isThreat = line == Header || (isThreat && line.StartsWith('|'));
            if (isThreat && line != Header && !line.StartsWith("| ---", StringComparison.Ordinal))
                yield return line;
        }
    }

    private static Threat Read(string row)
    {
        var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
        return cells.Length == 5
            ? new Threat(cells[0], Quoted(cells[2]), Quoted(cells[3]))
            : throw new InvalidOperationException($"A row of docs/security.md has {cells.Length} cells: {row}");
    }

    private static List<string> Quoted(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
