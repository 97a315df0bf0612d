using System.Text;
using System.Text.Json;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>A delivery as the recorder keeps it: without ticket, signature and whatever the uploader or a caller put in.</summary>
internal sealed class RecordedAttempt
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required TimeSpan Took { get; init; }

    public required string Replica { get; init; }

    public required string Verdict { get; init; }

    public required string? Code { get; init; }

    public required string? Reason { get; init; }

    public required string? RequestId { get; init; }

    public required string? UploadId { get; init; }

    /// <summary>How long the body was that came.</summary>
    public required int Bytes { get; init; }

    public required string Path { get; init; }

    /// <summary>With its <c>?</c>, or empty.</summary>
    public required string Query { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public required string? MatchedPath { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The attempt as lists have it.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteProperties(writer);
        writer.WriteEndObject();
    }

    /// <summary>All that is kept of it.</summary>
    public void WriteDetail(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteProperties(writer);
        writer.WriteString("target", Path + Query);
        writer.WriteStartArray("candidates");
        foreach (var path in Paths)
            WriteCandidate(writer, path);
        writer.WriteEndArray();
        writer.WriteStartObject("headers");
        foreach (var (name, value) in Headers)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteString("body", Body);
        writer.WriteBoolean("redacted", true);
        writer.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("number", Number);
        writer.WriteString("at", UploadJson.ToText(At));
        writer.WriteString("replica", Replica);
        writer.WriteString("verdict", Verdict);
        writer.WriteString("code", Code);
        writer.WriteString("reason", Reason);
        writer.WriteString("requestId", RequestId);
        writer.WriteString("uploadId", UploadId);
        writer.WriteNumber("milliseconds", Math.Round(Took.TotalMilliseconds, 3));
        writer.WriteNumber("bytes", Bytes);
    }

    private void WriteCandidate(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteString("text", Encoding.UTF8.GetString(CallbackSignedText.Build(path, Query, Body)));
        writer.WriteBoolean("matched", path == MatchedPath);
        writer.WriteEndObject();
    }
}
