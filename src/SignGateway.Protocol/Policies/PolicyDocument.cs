using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Protocol.Policies;

/// <summary>
/// A PostObject policy (OSS, "PostObject", policy). Conditions are written in the order in which they are added. A <c>$</c> inside a value is written
/// <c>\u0024</c>, since OSS reads a bare one as the mark of a variable.
/// </summary>
public sealed class PolicyDocument
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly DateTimeOffset _expiration;
    private readonly List<Action<Utf8JsonWriter>> _conditions = [];

    /// <summary>Starts a policy that ends at a time, of which OSS reads milliseconds.</summary>
    public PolicyDocument(DateTimeOffset expiration) => _expiration = expiration;

    /// <summary>The field equals the value, written <c>{"field":"value"}</c>.</summary>
    public PolicyDocument Exactly(string field, string value) => Add(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(field);
        WriteValue(writer, value);
        writer.WriteEndObject();
    });

    /// <summary>The field equals the value, written <c>["eq","$field","value"]</c>.</summary>
    public PolicyDocument Equal(string field, string value) => Compare("eq", field, value);

    /// <summary>The field starts with the prefix.</summary>
    public PolicyDocument StartsWith(string field, string prefix) => Compare("starts-with", field, prefix);

    /// <summary>The field is one of the values.</summary>
    public PolicyDocument In(string field, IEnumerable<string> values) => Choose("in", field, values);

    /// <summary>The field is none of the values.</summary>
    public PolicyDocument NotIn(string field, IEnumerable<string> values) => Choose("not-in", field, values);

    /// <summary>The file has at least and at most so many bytes.</summary>
    public PolicyDocument ContentLengthRange(long min, long max) => Add(writer =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue("content-length-range");
        writer.WriteNumberValue(min);
        writer.WriteNumberValue(max);
        writer.WriteEndArray();
    });

    /// <summary>The policy as JSON.</summary>
    /// <exception cref="InvalidOperationException">There is no condition; OSS refuses such a policy.</exception>
    public string ToJson() => Encoding.UTF8.GetString(Write());

    /// <summary>The policy as the form carries it, and as it is signed.</summary>
    /// <exception cref="InvalidOperationException">There is no condition; OSS refuses such a policy.</exception>
    public string ToBase64() => Convert.ToBase64String(Write());

    private PolicyDocument Compare(string comparison, string field, string value) => Add(writer =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue(comparison);
        writer.WriteStringValue($"${field}");
        WriteValue(writer, value);
        writer.WriteEndArray();
    });

    private PolicyDocument Choose(string choice, string field, IEnumerable<string> values) => Add(writer =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue(choice);
        writer.WriteStringValue($"${field}");
        writer.WriteStartArray();
        foreach (var value in values)
            WriteValue(writer, value);
        writer.WriteEndArray();
        writer.WriteEndArray();
    });

    private PolicyDocument Add(Action<Utf8JsonWriter> condition)
    {
        _conditions.Add(condition);
        return this;
    }

    private static void WriteValue(Utf8JsonWriter writer, string value)
    {
        if (!value.Contains('$', StringComparison.Ordinal))
        {
            writer.WriteStringValue(value);
            return;
        }

        var encoded = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value).Replace("$", "\\u0024", StringComparison.Ordinal);
        writer.WriteRawValue($"\"{encoded}\"", skipInputValidation: true);
    }

    private ReadOnlySpan<byte> Write()
    {
        if (_conditions.Count == 0)
            throw new InvalidOperationException("A policy needs at least one condition.");

        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("expiration", _expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteStartArray("conditions");
        foreach (var condition in _conditions)
            condition(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
