using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Protocol.Policies;

/// <summary>
/// The policy of a session (STS, "AssumeRole", Policy): what remains to a token of all that its role may do. It allows what the gateway does to objects
/// below given prefixes, and what it asks of their buckets.
/// </summary>
public abstract record SessionPolicy
{
    /// <summary>How much STS takes.</summary>
    public const int MaxLength = 2048;

    private static readonly string[] ObjectActions = ["oss:PutObject", "oss:GetObject", "oss:DeleteObject", "oss:AbortMultipartUpload", "oss:ListParts"];
    private static readonly string[] BucketActions = ["oss:ListObjects", "oss:GetBucketVersioning"];
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SessionPolicy()
    {
    }

    /// <summary>The policy for places given as bucket and prefix; a place that is named twice is written once.</summary>
    /// <exception cref="ArgumentException">There is no place; STS refuses such a policy.</exception>
    public static SessionPolicy For(IEnumerable<(string Bucket, string Prefix)> places)
    {
        var distinct = places.Distinct().ToList();
        if (distinct.Count == 0)
            throw new ArgumentException("A policy needs at least one place.", nameof(places));

        var text = Write(
            distinct.Select(place => $"acs:oss:*:*:{place.Bucket}/{place.Prefix}*"),
            distinct.Select(place => $"acs:oss:*:*:{place.Bucket}").Distinct());
        return text.Length <= MaxLength ? new Fitting(Encoding.UTF8.GetString(text)) : new TooLong(text.Length);
    }

    private static ReadOnlySpan<byte> Write(IEnumerable<string> objects, IEnumerable<string> buckets)
    {
        var buffer = new ArrayBufferWriter<byte>(MaxLength);
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("Version", "1");
        writer.WriteStartArray("Statement");
        WriteStatement(writer, ObjectActions, objects);
        WriteStatement(writer, BucketActions, buckets);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static void WriteStatement(Utf8JsonWriter writer, IEnumerable<string> actions, IEnumerable<string> resources)
    {
        writer.WriteStartObject();
        writer.WriteString("Effect", "Allow");
        WriteArray(writer, "Action", actions);
        WriteArray(writer, "Resource", resources);
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>A policy that STS takes.</summary>
    public sealed record Fitting(string Json) : SessionPolicy;

    /// <summary>There are too many places for one policy: it would have so many bytes.</summary>
    public sealed record TooLong(int Length) : SessionPolicy;
}
