using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>An attempt as the bytes that are kept of it, in a form that nobody else knows. Only what may be kept is ever among them. Not for several threads at once.</summary>
internal sealed class AttemptBytes
{
    private const int MaxHeader = 200;
    private const string Cut = "… [cut]";
    private const int None = -1;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Takes what may be kept out of an attempt; it stands until the next.</summary>
    public ReadOnlySpan<byte> Write(long number, CallbackAttempt attempt)
    {
        _bytes.ResetWrittenCount();
        _body.ResetWrittenCount();
        var (path, query) = CallbackSignedText.SplitTarget(attempt.Target);
        Add(number);
        Add(attempt.At.UtcTicks);
        Add(attempt.Took.Ticks);
        Add(attempt.Verdict);
        Add(attempt.Code);
        Add(attempt.Reason);
        Add(attempt.OssRequestId);
        Add(attempt.UploadId?.ToString());
        Add(attempt.Body.Length);
        Add(path);
        Add(Redaction.OfQuery(query));
        Add(attempt.Paths.Count);
        foreach (var candidate in attempt.Paths)
            Add(candidate);
        Add(attempt.MatchedPath);
        Add(attempt.Headers.Count);
        foreach (var (name, value) in attempt.Headers)
        {
            Add(name);
            Add(value.Length > MaxHeader ? value[..MaxHeader] + Cut : value);
        }

        var body = Redaction.OfBody(attempt.ContentType, attempt.Body.Span, _body);
        Add(body.Length);
        _bytes.Write(body);
        return _bytes.WrittenSpan;
    }

    /// <summary>Reads what was written, in the same order.</summary>
    public static RecordedAttempt Read(ReadOnlySpan<byte> bytes, string replica)
    {
        var reader = new Reader(bytes);
        return new RecordedAttempt
        {
            Replica = replica,
            Number = reader.Long(),
            At = new DateTimeOffset(reader.Long(), TimeSpan.Zero),
            Took = new TimeSpan(reader.Long()),
            Verdict = reader.Text()!,
            Code = reader.Text(),
            Reason = reader.Text(),
            RequestId = reader.Text(),
            UploadId = reader.Text(),
            Bytes = reader.Int(),
            Path = reader.Text()!,
            Query = reader.Text()!,
            Paths = ReadPaths(ref reader),
            MatchedPath = reader.Text(),
            Headers = ReadHeaders(ref reader),
            Body = reader.Take(reader.Int()).ToArray(),
        };
    }

    private static string[] ReadPaths(ref Reader reader)
    {
        var paths = new string[reader.Int()];
        foreach (ref var path in paths.AsSpan())
            path = reader.Text()!;
        return paths;
    }

    private static KeyValuePair<string, string>[] ReadHeaders(ref Reader reader)
    {
        var headers = new KeyValuePair<string, string>[reader.Int()];
        foreach (ref var header in headers.AsSpan())
            header = new(reader.Text()!, reader.Text()!);
        return headers;
    }

    private void Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
    }

    private void Add(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), number);
        _bytes.Advance(sizeof(int));
    }

    private void Add(string? text)
    {
        Add(text is null ? None : Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    private ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public ReadOnlySpan<byte> Take(int length)
        {
            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }

        public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        public string? Text() => Int() is var length && length == None ? null : Encoding.UTF8.GetString(Take(length));
    }
}
