using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SignGateway.Tickets;

/// <summary>
/// The name of one upload: 48 bits of Unix milliseconds, then 80 random bits, written as 26 lower-case Crockford Base32 characters.
/// Ids sort by time as bytes and as ordinal text, which keeps the ledger's indexes appending instead of scattering.
/// </summary>
public readonly record struct UploadId : IComparable<UploadId>
{
    /// <summary>Bytes of an id in its binary form.</summary>
    public const int ByteLength = 16;

    /// <summary>Characters of an id in its text form.</summary>
    public const int TextLength = 26;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly UInt128 _value;

    private UploadId(UInt128 value) => _value = value;

    /// <summary>Makes a new id from a time and fresh randomness.</summary>
    public static UploadId Create(DateTimeOffset time)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return Create(time, random);
    }

    /// <summary>Makes the id of a time and ten given random bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly ten random bytes.</exception>
    public static UploadId Create(DateTimeOffset time, ReadOnlySpan<byte> random)
    {
        if (random.Length != 10)
            throw new ArgumentException("Ten random bytes are needed.", nameof(random));

        Span<byte> bytes = stackalloc byte[ByteLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        random.CopyTo(bytes[6..]);
        return FromBytes(bytes);
    }

    /// <summary>The first id that a time can have: all ids of earlier times come before it. Times before 1970 count as 1970.</summary>
    public static UploadId FirstOf(DateTimeOffset time) => Create(time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time, stackalloc byte[10]);

    /// <summary>The id of an object under a prefix grant: the grant's time, and a digest of grant and key in place of randomness.</summary>
    public static UploadId Under(UploadId grant, string key)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        grant.WriteBytes(bytes);
        TicketDigest.OfLocation(grant.ToString(), key).AsSpan(0, 10).CopyTo(bytes[6..]);
        return FromBytes(bytes);
    }

    /// <summary>Reads the 16-byte form.</summary>
    public static UploadId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes the 16-byte form.</summary>
    public void WriteBytes(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    /// <summary>Reads the text form; anything but 26 characters of the alphabet, in lower case, is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UploadId id)
    {
        id = default;
        // The first character carries only three bits.
        if (text is not { Length: TextLength } || text[0] > '7')
            return false;

        UInt128 value = 0;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value << 5) | (UInt128)(uint)digit;
        }

        id = new UploadId(value);
        return true;
    }

    /// <summary>Reads the text form of an id that is known to be well-formed, as one from the ledger is.</summary>
    /// <exception cref="FormatException">The text is not an upload id.</exception>
    public static UploadId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not an upload id.");

    /// <inheritdoc/>
    public int CompareTo(UploadId other) => _value.CompareTo(other._value);

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(TextLength, _value, static (characters, value) =>
    {
        for (var index = characters.Length - 1; index >= 0; index--)
        {
            characters[index] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    });

    /// <summary>Earlier than.</summary>
    public static bool operator <(UploadId left, UploadId right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(UploadId left, UploadId right) => left.CompareTo(right) > 0;

    /// <summary>Not later than.</summary>
    public static bool operator <=(UploadId left, UploadId right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(UploadId left, UploadId right) => left.CompareTo(right) >= 0;
}
