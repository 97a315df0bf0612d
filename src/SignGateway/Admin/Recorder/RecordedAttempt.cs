using System.Buffers;
using System.Text;
using System.Text.Json;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>A delivery as the recorder keeps it: without ticket, signature and whatever the uploader or a caller put in.</summary>
internal sealed class RecordedAttempt
{
    private const int MaxHeader = 200;
    private const string Cut = "… [cut]";

    private readonly CallbackAttempt _attempt;
    private readonly string _replica;
    private readonly string _query;
    private readonly byte[] _body;

    /// <summary>Takes what may be kept out of an attempt, which is not kept itself. The buffer is for this only, and empty.</summary>
    public RecordedAttempt(long number, string replica, CallbackAttempt attempt, ArrayBufferWriter<byte> buffer)
    {
        Number = number;
        _replica = replica;
        var (path, query) = CallbackSignedText.SplitTarget(attempt.Target);
        _query = Redaction.OfQuery(query);
        _body = Redaction.OfBody(attempt.ContentType, attempt.Body.Span, buffer);
        Bytes = attempt.Body.Length;
        _attempt = new CallbackAttempt
        {
            At = attempt.At,
            Took = attempt.Took,
            Verdict = attempt.Verdict,
            Code = attempt.Code,
            Reason = attempt.Reason,
            OssRequestId = attempt.OssRequestId,
            UploadId = attempt.UploadId,
            Target = path + _query,
            Paths = attempt.Paths,
            MatchedPath = attempt.MatchedPath,
            Headers = Shortened(attempt.Headers),
            ContentType = attempt.ContentType,
            Body = default,
        };
        Weight = _body.Length + _query.Length + _attempt.Target.Length;
        foreach (var (name, value) in _attempt.Headers)
            Weight += name.Length + value.Length;
    }

    public long Number { get; }

    public DateTimeOffset At => _attempt.At;

    public int Bytes { get; }

    /// <summary>About how many characters it holds.</summary>
    public int Weight { get; }

    public string Verdict => _attempt.Verdict;

    public string? Code => _attempt.Code;

    public string? RequestId => _attempt.OssRequestId;

    public string? UploadId => _attempt.UploadId?.ToString();

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
        writer.WriteString("target", _attempt.Target);
        writer.WriteStartArray("candidates");
        foreach (var path in _attempt.Paths)
            WriteCandidate(writer, path);
        writer.WriteEndArray();
        writer.WriteStartObject("headers");
        foreach (var (name, value) in _attempt.Headers)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteString("body", _body);
        writer.WriteBoolean("redacted", true);
        writer.WriteEndObject();
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Shortened(IReadOnlyList<KeyValuePair<string, string>> headers) =>
        headers.All(header => header.Value.Length <= MaxHeader)
            ? headers
            : [.. headers.Select(header => new KeyValuePair<string, string>(header.Key, header.Value.Length > MaxHeader ? header.Value[..MaxHeader] + Cut : header.Value))];

    private void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("number", Number);
        writer.WriteString("at", UploadJson.ToText(_attempt.At));
        writer.WriteString("replica", _replica);
        writer.WriteString("verdict", Verdict);
        writer.WriteString("code", Code);
        writer.WriteString("reason", _attempt.Reason);
        writer.WriteString("requestId", RequestId);
        writer.WriteString("uploadId", UploadId);
        writer.WriteNumber("milliseconds", Math.Round(_attempt.Took.TotalMilliseconds, 3));
        writer.WriteNumber("bytes", Bytes);
    }

    private void WriteCandidate(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteString("text", Encoding.UTF8.GetString(CallbackSignedText.Build(path, _query, _body)));
        writer.WriteBoolean("matched", path == _attempt.MatchedPath);
        writer.WriteEndObject();
    }
}
