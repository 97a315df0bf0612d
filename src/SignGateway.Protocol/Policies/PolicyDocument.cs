using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace SignGateway.Protocol.Policies;

/// <summary>
/// A PostObject policy (OSS, "PostObject", policy). Conditions are written in the order in which they are added. A <c>$</c> inside a value is written
/// <c>\u0024</c>, since OSS reads a bare one as the mark of a variable. Disposing gives its memory back to the pool; whoever makes few policies need not.
/// </summary>
public sealed class PolicyDocument : IDisposable
{
    private const int UsualLength = 4096;

    // What JSON and OSS take as it is.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"\\$")]);

    private readonly int _start;
    private byte[] _json = ArrayPool<byte>.Shared.Rent(UsualLength);
    private int _length;

    /// <summary>Starts a policy that ends at a time, of which OSS reads milliseconds.</summary>
    public PolicyDocument(DateTimeOffset expiration)
    {
        Span<byte> time = stackalloc byte[32];
        expiration.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Append("{\"expiration\":\""u8);
        Append(time[..length]);
        Append("\",\"conditions\":["u8);
        _start = _length;
    }

    /// <summary>The policy as JSON, UTF-8; good until a condition is added, or the policy is disposed of.</summary>
    /// <exception cref="InvalidOperationException">There is no condition; OSS refuses such a policy.</exception>
    public ReadOnlySpan<byte> Utf8Json
    {
        get
        {
            if (_length <= _start)
                throw new InvalidOperationException("A policy needs at least one condition.");
            Append("]}"u8);
            _length -= 2;
            return _json.AsSpan(0, _length + 2);
        }
    }

    /// <summary>The field equals the value, written <c>{"field":"value"}</c>.</summary>
    public PolicyDocument Exactly(string field, string value)
    {
        Begin("{\""u8);
        AppendName(field);
        Append("\":\""u8);
        AppendValue(value);
        Append("\"}"u8);
        return this;
    }

    /// <summary>The field equals the value, written <c>["eq","$field","value"]</c>.</summary>
    public PolicyDocument Equal(string field, string value) => Compare("eq"u8, field, value);

    /// <summary>The field equals the Base64 of the bytes, written as <see cref="Equal"/> is.</summary>
    public PolicyDocument EqualBase64(string field, ReadOnlySpan<byte> bytes)
    {
        BeginWith("eq"u8, field);
        Append(",\""u8);
        Base64.EncodeToUtf8(bytes, Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        _length += written;
        Append("\"]"u8);
        return this;
    }

    /// <summary>The field starts with the prefix.</summary>
    public PolicyDocument StartsWith(string field, string prefix) => Compare("starts-with"u8, field, prefix);

    /// <summary>The field is one of the values.</summary>
    public PolicyDocument In(string field, IEnumerable<string> values) => Choose("in"u8, field, values);

    /// <summary>The field is none of the values.</summary>
    public PolicyDocument NotIn(string field, IEnumerable<string> values) => Choose("not-in"u8, field, values);

    /// <summary>The file has at least and at most so many bytes.</summary>
    public PolicyDocument ContentLengthRange(long min, long max)
    {
        Begin("[\"content-length-range\","u8);
        AppendNumber(min);
        Append(","u8);
        AppendNumber(max);
        Append("]"u8);
        return this;
    }

    /// <summary>The policy as JSON.</summary>
    /// <exception cref="InvalidOperationException">There is no condition; OSS refuses such a policy.</exception>
    public string ToJson() => Encoding.UTF8.GetString(Utf8Json);

    /// <summary>The policy as the form carries it, and as it is signed.</summary>
    /// <exception cref="InvalidOperationException">There is no condition; OSS refuses such a policy.</exception>
    public string ToBase64() => Convert.ToBase64String(Utf8Json);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_json.Length > 0)
            ArrayPool<byte>.Shared.Return(_json);
        (_json, _length) = ([], 0);
    }

    private PolicyDocument Compare(ReadOnlySpan<byte> comparison, string field, string value)
    {
        BeginWith(comparison, field);
        Append(",\""u8);
        AppendValue(value);
        Append("\"]"u8);
        return this;
    }

    private PolicyDocument Choose(ReadOnlySpan<byte> choice, string field, IEnumerable<string> values)
    {
        BeginWith(choice, field);
        Append(",["u8);
        var separator = "\""u8;
        foreach (var value in values)
        {
            Append(separator);
            AppendValue(value);
            Append("\""u8);
            separator = ",\""u8;
        }

        Append("]]"u8);
        return this;
    }

    private void BeginWith(ReadOnlySpan<byte> comparison, string field)
    {
        Begin("[\""u8);
        Append(comparison);
        Append("\",\"$"u8);
        AppendName(field);
        Append("\""u8);
    }

    private void Begin(ReadOnlySpan<byte> text)
    {
        if (_length > _start)
            Append(","u8);
        Append(text);
    }

    private void AppendName(string name) => AppendEncoded(name.AsSpan().ContainsAnyExcept(Plain) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name) : name);

    private void AppendValue(string value)
    {
        if (value.AsSpan().ContainsAnyExcept(Plain))
            AppendEncoded(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value).Replace("$", "\\u0024", StringComparison.Ordinal));
        else
            AppendEncoded(value);
    }

    private void AppendEncoded(string text) => _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    private void AppendNumber(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _length += written;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    private Span<byte> Room(int length)
    {
        if (_json.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _json.Length, _length + length));
            _json.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_json);
            _json = larger;
        }

        return _json.AsSpan(_length);
    }
}
