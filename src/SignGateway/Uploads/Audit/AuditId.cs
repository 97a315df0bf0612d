using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SignGateway.Uploads.Audit;

/// <summary>The name of an audit entry: microseconds since 1970, then a few random digits that keep replicas apart. Sorts by time as ordinal text.</summary>
public readonly partial record struct AuditId
{
    private const int RandomDigits = 8;

    private readonly string? _text;

    private AuditId(string text) => _text = text;

    /// <summary>A new id of that many microseconds since 1970.</summary>
    public static AuditId Create(long microseconds) => Of(microseconds, RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true));

    /// <summary>The first id that a time can have: all ids of earlier times come before it.</summary>
    public static AuditId FirstOf(DateTimeOffset time) => Of(MicrosecondsOf(time), new string('0', RandomDigits));

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string? text, out AuditId id)
    {
        var isId = text is not null && Form().IsMatch(text);
        id = isId ? new AuditId(text!) : default;
        return isId;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => _text ?? "";

    internal static long MicrosecondsOf(DateTimeOffset time) => Math.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private static AuditId Of(long microseconds, string random) => new(microseconds.ToString("x16", CultureInfo.InvariantCulture) + random);

    [GeneratedRegex(@"\A[0-9a-f]{24}\z")]
    private static partial Regex Form();
}
