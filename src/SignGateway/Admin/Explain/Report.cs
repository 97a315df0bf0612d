using SignGateway.Protocol.Errors;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>Gathers an explanation. All that goes in from outside is concealed and cut here, so that no part can forget it.</summary>
internal sealed class Report(Concealment concealment, DateTimeOffset now)
{
    public const int MaxRows = 200;

    private readonly List<(string Title, List<ExplainedRow> Rows)> _sections = [];
    private readonly List<Finding> _findings = [];
    private int _rows;

    /// <summary>The moment for which it is explained.</summary>
    public DateTimeOffset Now => now;

    /// <summary>What came of comparing the signature.</summary>
    public SignatureCheck Signature { get; set; }

    /// <summary>When the first of all ends comes; null if there is none.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<Finding> Findings => [.. _findings.OrderBy(finding => finding.Consequence)];

    /// <summary>Begins a section; one without rows is left out.</summary>
    public void Section(string title) => _sections.Add((title, []));

    public void Met(string name, string? value, string? expected = null, string? hint = null) => Add(name, value, expected, Verdict.Met, hint);

    public void Info(string name, string? value, string? expected = null, string? hint = null) => Add(name, value, expected, Verdict.Info, hint);

    public void Missing(string name, string? expected, string hint) => Add(name, null, expected, Verdict.Missing, hint);

    public void Differs(string name, string? value, string? expected, string hint) => Add(name, value, expected, Verdict.Differs, hint);

    /// <summary>Met or not, and what to do if not.</summary>
    public void Check(bool met, string name, string? value, string? expected, string hint) =>
        Add(name, value, expected, met ? Verdict.Met : Verdict.Differs, met ? null : hint);

    /// <summary>Notes what is wrong for the summary.</summary>
    public void Find(Consequence consequence, string what, string fix) => _findings.Add(new Finding(consequence, what, fix));

    /// <summary>Notes an end; the first counts.</summary>
    public void EndsAt(DateTimeOffset end) => End = End is { } known && known < end ? known : end;

    /// <summary>Takes note of what a form holds and nobody must see.</summary>
    public void Learn(PastedForm form)
    {
        foreach (var field in form.Fields.Concat(form.AfterFile))
            concealment.Add(field.Name, field.Value);
    }

    /// <summary>Takes note of what a policy's conditions hold and nobody must see.</summary>
    public void Learn(PostPolicy policy)
    {
        foreach (var condition in policy.FieldConditions)
        {
            foreach (var value in condition.Values)
                concealment.Add(condition.Field, value);
        }
    }

    /// <summary>Takes note of what an error holds and nobody must see.</summary>
    public void Learn(OssErrorDocument error)
    {
        foreach (var (name, value) in error.Elements)
            concealment.Add(name, value);
    }

    /// <summary>A name from outside as a sentence may hold it.</summary>
    public string Named(string name) => concealment.Text(name);

    public Explanation ToExplanation(ExplainedKind kind, string summary)
    {
        var cut = _rows > MaxRows ? $" Of its points, the first {MaxRows} are shown." : "";
        var sections = _sections.Where(section => section.Rows.Count > 0).Select(section => new ExplainedSection(section.Title, section.Rows));
        return new Explanation(kind, summary + cut, Signature, End is { } end ? (long)Math.Floor((end - now).TotalSeconds) : null, [.. sections]);
    }

    private void Add(string name, string? value, string? expected, Verdict verdict, string? hint)
    {
        if (++_rows <= MaxRows)
            _sections[^1].Rows.Add(new ExplainedRow(concealment.Text(name), concealment.Show(name, value), concealment.Show(name, expected), verdict, hint));
    }
}
