using System.Text.Json;

namespace SignGateway.Doctor;

/// <summary>All that the doctor found.</summary>
/// <param name="Parts">One for each check, in order.</param>
public sealed record DoctorReport(IReadOnlyList<CheckedPart> Parts)
{
    /// <summary>The worst level of all findings.</summary>
    public FindingLevel Worst => Parts.SelectMany(part => part.Findings).Select(finding => finding.Level).DefaultIfEmpty(FindingLevel.Ok).Max();

    /// <summary>How many findings have the level.</summary>
    public int Count(FindingLevel level) => Parts.Sum(part => part.Findings.Count(finding => finding.Level == level));

    /// <summary>Writes the report as one JSON object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("worst"u8, Worst.ToText());
        writer.WriteStartArray("findings"u8);
        foreach (var part in Parts)
        {
            foreach (var finding in part.Findings)
                Write(writer, part.Check, finding);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string check, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("check"u8, check);
        writer.WriteString("code"u8, finding.Code);
        writer.WriteString("level"u8, finding.Level.ToText());
        writer.WriteString("profile"u8, finding.Profile);
        writer.WriteString("text"u8, finding.Text);
        writer.WriteString("fix"u8, finding.Fix);
        writer.WriteEndObject();
    }
}
