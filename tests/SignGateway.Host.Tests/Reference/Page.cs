using System.Text;

namespace SignGateway.Host.Tests.Reference;

/// <summary>A page of Markdown.</summary>
internal sealed class Page
{
    private readonly StringBuilder _text = new();

    public Page(string beginning) => Add(beginning);

    public void Add(string line) => _text.Append(line).Append('\n');

    public void Table(string[] heads, IEnumerable<string[]> rows)
    {
        Row(heads);
        Row([.. heads.Select(_ => "---")]);
        foreach (var row in rows)
            Row([.. row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))]);
    }

    public override string ToString() => _text.ToString();

    private void Row(string[] cells) => Add($"| {string.Join(" | ", cells)} |");
}
