using System.Diagnostics;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>
/// The plaintext of a ticket. Numbers are unsigned LEB128, texts are a length and UTF-8, digests are bare:
/// owner, profile, location, vars, min, max − min, media type, file name, issued (Unix ms), life (ms), the method unless it is post and nothing follows, and the ids of trace
/// and span if signing was traced.
/// </summary>
internal static class TicketContent
{
    /// <summary>More than valid values can take; this bounds buffers, not the format.</summary>
    public const int MaxBytes = 1024;

    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    /// <summary>What a trace takes, the method before it included.</summary>
    public const int TraceBytes = 1 + TraceIdBytes + SpanIdBytes;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the content, with the trace if it fits within a length, and returns its length.</summary>
    public static int Write(Ticket ticket, Span<byte> destination, int mostWithTrace)
    {
        var rest = destination;
        WriteText(ref rest, ticket.Owner);
        WriteText(ref rest, ticket.Profile);
        WriteBytes(ref rest, ticket.Location.Span);
        WriteBytes(ref rest, ticket.Vars.Span);
        WriteNumber(ref rest, (ulong)ticket.MinBytes);
        WriteNumber(ref rest, (ulong)(ticket.MaxBytes - ticket.MinBytes));
        WriteText(ref rest, ticket.ContentType);
        WriteText(ref rest, ticket.FileName);
        WriteNumber(ref rest, (ulong)ticket.IssuedAt.ToUnixTimeMilliseconds());
        WriteNumber(ref rest, (ulong)(ticket.ExpiresAt - ticket.IssuedAt).TotalMilliseconds);
        // Left out where it says nothing, so that versions which know no methods still read these tickets during an update.
        var isTraced = ticket.Trace != default && destination.Length - rest.Length + TraceBytes <= mostWithTrace;
        if (ticket.Method != UploadMethod.Post || isTraced)
            WriteNumber(ref rest, (ulong)ticket.Method);
        if (isTraced)
            WriteTrace(ref rest, ticket.Trace);
        return destination.Length - rest.Length;
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Only authenticated bytes come here, so any fault is a bug or a newer format.</summary>
    public static Ticket Read(UploadId uploadId, ReadOnlySpan<byte> bytes)
    {
        var owner = ReadText(ref bytes);
        var profile = ReadText(ref bytes);
        var location = ReadBytes(ref bytes, TicketDigest.Length).ToArray();
        var vars = ReadBytes(ref bytes, TicketDigest.Length).ToArray();
        var min = (long)ReadNumber(ref bytes);
        var max = min + (long)ReadNumber(ref bytes);
        var contentType = ReadText(ref bytes);
        var fileName = ReadText(ref bytes);
        var issued = DateTimeOffset.FromUnixTimeMilliseconds((long)ReadNumber(ref bytes));
        var expires = issued.AddMilliseconds(ReadNumber(ref bytes));
        var method = bytes.IsEmpty ? UploadMethod.Post : (UploadMethod)ReadNumber(ref bytes);
        var trace = bytes.IsEmpty ? default : ReadTrace(ref bytes);
        if (!bytes.IsEmpty || !Enum.IsDefined(method))
            throw new FormatException("A ticket has bytes left over, or a method that this version does not know.");

        return new Ticket
        {
            UploadId = uploadId,
            Method = method,
            Owner = owner,
            Profile = profile,
            Location = location,
            Vars = vars,
            MinBytes = min,
            MaxBytes = max,
            ContentType = contentType,
            FileName = fileName,
            IssuedAt = issued,
            ExpiresAt = expires,
            Trace = trace,
        };
    }

    private static void WriteText(ref Span<byte> rest, string text)
    {
        WriteNumber(ref rest, (ulong)Strict.GetByteCount(text));
        rest = rest[Strict.GetBytes(text, rest)..];
    }

    private static void WriteBytes(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static void WriteTrace(ref Span<byte> rest, ActivityContext trace)
    {
        trace.TraceId.CopyTo(rest[..TraceIdBytes]);
        trace.SpanId.CopyTo(rest.Slice(TraceIdBytes, SpanIdBytes));
        rest = rest[(TraceIdBytes + SpanIdBytes)..];
    }

    // Only what is recorded is kept, so that what goes on with it is recorded too.
    private static ActivityContext ReadTrace(ref ReadOnlySpan<byte> bytes) => new(
        ActivityTraceId.CreateFromBytes(ReadBytes(ref bytes, TraceIdBytes)), ActivitySpanId.CreateFromBytes(ReadBytes(ref bytes, SpanIdBytes)), ActivityTraceFlags.Recorded, isRemote: true);

    private static void WriteNumber(ref Span<byte> rest, ulong value)
    {
        do
        {
            var part = (byte)(value & 0x7f);
            value >>= 7;
            rest[0] = value == 0 ? part : (byte)(part | 0x80);
            rest = rest[1..];
        }
        while (value != 0);
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes) => Strict.GetString(ReadBytes(ref bytes, checked((int)ReadNumber(ref bytes))));

    private static ReadOnlySpan<byte> ReadBytes(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
            throw new FormatException("A ticket ends too early.");
        var part = bytes[..count];
        bytes = bytes[count..];
        return part;
    }

    private static ulong ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && !bytes.IsEmpty; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new FormatException("A ticket holds a broken number.");
    }
}
