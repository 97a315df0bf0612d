using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignGateway.Doctor;

namespace SignGateway.Host.Commands;

/// <summary>Tells of each part as soon as it was looked at; as JSON, of all at the end.</summary>
internal sealed class DoctorPrinter(bool json, TextWriter output)
{
    private const string Indent = "       ";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<CheckedPart> _parts = [];

    public DoctorReport Report => new(_parts);

    public void Add(CheckedPart part)
    {
        _parts.Add(part);
        if (json)
            return;
        foreach (var finding in part.Findings)
            Write(part.Check, finding);
    }

    public void Finish()
    {
        output.WriteLine(json ? Json() : Counts());
        output.Flush();
    }

    private void Write(string check, Finding finding)
    {
        // Who wants to read more looks up the code; of what is well there is no more.
        var code = finding.Level is FindingLevel.Warning or FindingLevel.Fault ? $" {finding.Code}" : "";
        output.WriteLine($"{Mark(finding.Level)} {check}{code}{(finding.Profile is { } profile ? $" ({profile})" : "")}: {finding.Text}");
        foreach (var line in (finding.Fix ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine(Indent + line.TrimEnd('\r'));
        output.Flush();
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "[ ok ]",
        FindingLevel.Skipped => "[skip]",
        FindingLevel.Warning => "[warn]",
        _ => "[FAIL]",
    };

    private string Counts() =>
        $"{Report.Count(FindingLevel.Fault)} wrong, {Report.Count(FindingLevel.Warning)} to think about, {Report.Count(FindingLevel.Ok)} as they should be, {Report.Count(FindingLevel.Skipped)} not looked at.";

    private string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            Report.Write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
