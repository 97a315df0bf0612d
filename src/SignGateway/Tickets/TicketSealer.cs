using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>
/// Seals and opens tickets. Bytes: version (1), purpose (1), length of key id (1), key id, upload id (16), nonce (12), ciphertext, tag (16);
/// all of it as Base64url without padding. AES-256-GCM; the key is HKDF-SHA256 of the ring secret over purpose and upload id;
/// associated data is everything before the nonce.
/// </summary>
public sealed class TicketSealer
{
    /// <summary>A sealed ticket's largest size in bytes; start-up counts on it.</summary>
    public const int MaxBytes = 700;

    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int FixedHead = 3;

    /// <summary>A sealed ticket's largest size as text.</summary>
    internal static readonly int MaxLength = Base64Url.GetEncodedLength(MaxBytes);

    private readonly TicketKeyRing _ring;
    private readonly RandomNumberGenerator _random;

    // Keyed with the first half of HKDF, which is the same for all tickets of a key.
    private readonly Dictionary<string, HmacPool> _expanders;

    /// <summary>Uses a key ring and a source of nonces.</summary>
    public TicketSealer(TicketKeyRing ring, RandomNumberGenerator random)
    {
        _ring = ring;
        _random = random;
        _expanders = ring.All.ToDictionary(
            key => key.Id, key => new HmacPool(HKDF.Extract(HashAlgorithmName.SHA256, key.Secret.ToArray(), "sign-gateway ticket"u8.ToArray())), StringComparer.Ordinal);
    }

    /// <summary>Seals a ticket with the current key. Every call gives other bytes.</summary>
    public string Seal(Ticket ticket, TicketPurpose purpose)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Base64Url.EncodeToString(bytes[..SealBytes(ticket, purpose, bytes)]);
    }

    /// <summary>Seals a ticket into a text of at most <see cref="MaxLength"/>, ASCII, and returns the text's length.</summary>
    internal int Seal(Ticket ticket, TicketPurpose purpose, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Base64Url.EncodeToUtf8(bytes[..SealBytes(ticket, purpose, bytes)], text);
    }

    /// <summary>Opens a ticket of the given purpose; anything that is not exactly what was sealed is refused.</summary>
    public TicketOutcome Open(string? text, TicketPurpose purpose)
    {
        if (string.IsNullOrEmpty(text))
            return Open([], purpose);
        Span<byte> ascii = stackalloc byte[MaxLength];
        return Ascii.FromUtf16(text, ascii, out var length) == OperationStatus.Done
            ? Open(ascii[..length], purpose)
            : new TicketOutcome.Refused("the ticket is not readable");
    }

    /// <summary>The same for a ticket's text in ASCII.</summary>
    public TicketOutcome Open(ReadOnlySpan<byte> text, TicketPurpose purpose)
    {
        if (text.IsEmpty)
            return new TicketOutcome.Refused("there is no ticket");
        Span<byte> buffer = stackalloc byte[MaxBytes];
        if (text.Length > MaxLength || !TryDecode(text, buffer, out var length))
            return new TicketOutcome.Refused("the ticket is not readable");

        ReadOnlySpan<byte> bytes = buffer[..length];
        if (bytes.Length < FixedHead || bytes[0] != Version)
            return new TicketOutcome.Refused("the ticket is of no known version");
        if (bytes[1] != (byte)purpose)
            return new TicketOutcome.Refused("the ticket is of another purpose");

        var headLength = FixedHead + bytes[2] + UploadId.ByteLength;
        if (bytes.Length < headLength + NonceLength + TagLength)
            return new TicketOutcome.Refused("the ticket is too short");
        if (_ring.Find(Encoding.ASCII.GetString(bytes.Slice(FixedHead, bytes[2]))) is not { } key)
            return new TicketOutcome.Refused("the ticket's key is not in the ring");
        if (key.Use == TicketKeyUse.Archive && purpose != TicketPurpose.Object)
            return new TicketOutcome.Refused("the ticket's key no longer accepts callbacks");

        var idBytes = bytes[(headLength - UploadId.ByteLength)..headLength];
        Span<byte> content = stackalloc byte[MaxBytes];
        content = content[..(bytes.Length - headLength - NonceLength - TagLength)];
        using var cipher = Cipher(key, purpose, idBytes);
        try
        {
            cipher.Decrypt(bytes.Slice(headLength, NonceLength), bytes[(headLength + NonceLength)..^TagLength], bytes[^TagLength..], content, bytes[..headLength]);
        }
        catch (AuthenticationTagMismatchException)
        {
            return new TicketOutcome.Refused("the ticket was not sealed by this gateway, or was altered");
        }

        return new TicketOutcome.Opened(TicketContent.Read(UploadId.FromBytes(idBytes), content));
    }

    private int SealBytes(Ticket ticket, TicketPurpose purpose, Span<byte> destination)
    {
        var key = _ring.Current;
        var headLength = FixedHead + key.Id.Length + UploadId.ByteLength;
        Span<byte> content = stackalloc byte[TicketContent.MaxBytes];
        // A trace is worth having, and no reason to refuse a grant whose texts leave no room for it.
        content = content[..TicketContent.Write(ticket, content, mostWithTrace: MaxBytes - headLength - NonceLength - TagLength)];
        var length = headLength + NonceLength + content.Length + TagLength;
        if (length > MaxBytes)
            throw new ArgumentException("A ticket is over its byte budget.", nameof(ticket));

        var bytes = destination[..length];
        bytes[0] = Version;
        bytes[1] = (byte)purpose;
        bytes[2] = (byte)key.Id.Length;
        Encoding.ASCII.GetBytes(key.Id, bytes[FixedHead..]);
        ticket.UploadId.WriteBytes(bytes[(headLength - UploadId.ByteLength)..]);
        var nonce = bytes.Slice(headLength, NonceLength);
        _random.GetBytes(nonce);

        using var cipher = Cipher(key, purpose, bytes[(headLength - UploadId.ByteLength)..headLength]);
        cipher.Encrypt(nonce, content, bytes.Slice(headLength + NonceLength, content.Length), bytes[^TagLength..], bytes[..headLength]);
        return length;
    }

    private AesGcm Cipher(TicketKey key, TicketPurpose purpose, ReadOnlySpan<byte> uploadId)
    {
        // The second half of HKDF, which for one block is the HMAC of the information and the block's number.
        Span<byte> info = stackalloc byte[1 + UploadId.ByteLength + 1];
        info[0] = (byte)purpose;
        uploadId.CopyTo(info[1..]);
        info[^1] = 1;
        Span<byte> derived = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var expander = _expanders[key.Id].Get();
        expander.AppendData(info);
        expander.GetHashAndReset(derived);
        _expanders[key.Id].Return(expander);
        var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        var status = Base64Url.DecodeFromUtf8(text, bytes, out _, out length);
        Span<byte> spelling = stackalloc byte[MaxLength];
        spelling = spelling[..Base64Url.EncodeToUtf8(bytes[..length], spelling)];
        // The decoder skips white space, padding and stray bits at the end; a ticket has one spelling only.
        return status == OperationStatus.Done && text.SequenceEqual(spelling);
    }
}
