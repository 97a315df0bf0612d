using System.Text.Json;

namespace SignGateway.Admin.Explain;

/// <summary>What the gateway makes of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Summary">In plain words: what it is, whether it would work now, what to change.</param>
/// <param name="Signature">What came of comparing its signature.</param>
/// <param name="ExpiresIn">Whole seconds until it ends, zero and below once it has; null if it has no end that can be read.</param>
/// <param name="Sections">Point by point.</param>
internal sealed record Explanation(
    ExplainedKind Kind, string Summary, SignatureCheck Signature, long? ExpiresIn, IReadOnlyList<ExplainedSection> Sections)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind.ToText());
        writer.WriteString("summary", Summary);
        writer.WriteString("signature", Word(Signature));
        if (ExpiresIn is { } seconds)
            writer.WriteNumber("expiresIn", seconds);
        else
            writer.WriteNull("expiresIn");
        writer.WriteStartArray("sections");
        foreach (var section in Sections)
            Write(writer, section);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ExplainedSection section)
    {
        writer.WriteStartObject();
        writer.WriteString("title", section.Title);
        writer.WriteStartArray("rows");
        foreach (var row in section.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteString("value", row.Value);
            writer.WriteString("expected", row.Expected);
            writer.WriteString("verdict", Word(row.Verdict));
            writer.WriteString("hint", row.Hint);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
