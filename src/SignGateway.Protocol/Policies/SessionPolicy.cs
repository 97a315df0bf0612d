using System.Buffers;
using System.Globalization;
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
    private static readonly string[] BucketActions = ["oss:ListObjects", "oss:ListMultipartUploads", "oss:GetBucketVersioning"];
    private static readonly string[] UploadActions = ["oss:PutObject", "oss:AbortMultipartUpload", "oss:ListParts"];
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

    /// <summary>The policy for whoever uploads one object, or objects below one prefix: to put it there, at once or in parts, until then, and nothing else.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object key, without <c>*</c> and <c>?</c>, which are patterns; or the prefix.</param>
    /// <param name="isPrefix">Whether whatever begins so may be put.</param>
    /// <param name="until">The end. STS lends for a quarter of an hour at the least; this may be earlier.</param>
    /// <exception cref="ArgumentException">The key holds a pattern, and would mean other objects too.</exception>
    public static string ForUpload(string bucket, string key, bool isPrefix, DateTimeOffset until)
    {
        if (key.AsSpan().IndexOfAny('*', '?') >= 0)
            throw new ArgumentException("A key in a policy must hold no pattern.", nameof(key));

        var buffer = new ArrayBufferWriter<byte>(MaxLength);
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("Version", "1");
        writer.WriteStartArray("Statement");
        writer.WriteStartObject();
        writer.WriteString("Effect", "Allow");
        WriteArray(writer, "Action", UploadActions);
        WriteArray(writer, "Resource", [$"acs:oss:*:*:{bucket}/{key}{(isPrefix ? "*" : "")}"]);
        writer.WriteStartObject("Condition");
        writer.WriteStartObject("DateLessThan");
        writer.WriteString("acs:CurrentTime", until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
