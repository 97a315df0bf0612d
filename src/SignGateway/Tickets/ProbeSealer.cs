using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>
/// Seals the question with which the doctor looks for its own gateway behind an address, and the gateway's answer. Whoever can open the one and make the other has the ring.
/// Bytes: version (1), length of key id (1), key id, nonce (12), ciphertext, tag (16), as Base64url without padding. AES-256-GCM; the key is HKDF-SHA256 of the ring
/// secret under a name of its own, so no probe opens as a ticket, and with a byte that tells questions from answers, so that sending a question back is no answer.
/// </summary>
internal sealed class ProbeSealer(TicketKeyRing ring, RandomNumberGenerator random, TimeProvider time)
{
    /// <summary>How long a question counts, and how far the clocks of asker and answerer may be apart.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private const byte Version = 1;
    private const byte Question = 1;
    private const byte Answer = 2;
    private const int FixedHead = 2;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int TimeLength = 8;
    private const int MarkLength = 16;
    private const int MaxBytes = 128;

    /// <summary>A new question. Its mark is for the asker alone, and comes back in the answer.</summary>
    public (string Text, byte[] Mark) Ask()
    {
        Span<byte> content = stackalloc byte[TimeLength + MarkLength];
        BinaryPrimitives.WriteInt64BigEndian(content, time.GetUtcNow().ToUnixTimeMilliseconds());
        var mark = content[TimeLength..];
        random.GetBytes(mark);
        return (Seal(ring.Current, Question, content, []), mark.ToArray());
    }

    /// <summary>The answer to a question: its mark, bound to what is told with it. Null if the question is not of this ring, or of another time.</summary>
    public string? Reply(string question, ReadOnlySpan<byte> told)
    {
        if (Open(question, Question, []) is not { Content.Length: TimeLength + MarkLength } opened)
            return null;
        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(opened.Content);
        return Math.Abs(age) <= Life.TotalMilliseconds ? Seal(opened.Key, Answer, opened.Content.AsSpan(TimeLength), told) : null;
    }

    /// <summary>Whether an answer is this question's, and what is told with it is what was told.</summary>
    public bool Proves(string answer, ReadOnlySpan<byte> mark, ReadOnlySpan<byte> told) =>
        Open(answer, Answer, told) is { } opened && CryptographicOperations.FixedTimeEquals(opened.Content, mark);

    private string Seal(TicketKey key, byte direction, ReadOnlySpan<byte> content, ReadOnlySpan<byte> told)
    {
        var headLength = FixedHead + key.Id.Length;
        Span<byte> bytes = stackalloc byte[headLength + NonceLength + content.Length + TagLength];
        bytes[0] = Version;
        bytes[1] = (byte)key.Id.Length;
        Encoding.ASCII.GetBytes(key.Id, bytes[FixedHead..]);
        var nonce = bytes.Slice(headLength, NonceLength);
        random.GetBytes(nonce);
        using var cipher = Cipher(key, direction);
        cipher.Encrypt(nonce, content, bytes.Slice(headLength + NonceLength, content.Length), bytes[^TagLength..], Associated(bytes[..headLength], told));
        return Base64Url.EncodeToString(bytes);
    }

    private (TicketKey Key, byte[] Content)? Open(string text, byte direction, ReadOnlySpan<byte> told)
    {
        Span<byte> buffer = stackalloc byte[MaxBytes];
        if (text.Length > Base64Url.GetEncodedLength(MaxBytes) || Base64Url.DecodeFromChars(text, buffer, out _, out var length) != OperationStatus.Done)
            return null;

        ReadOnlySpan<byte> bytes = buffer[..length];
        if (bytes.Length < FixedHead || bytes[0] != Version || bytes.Length < FixedHead + bytes[1] + NonceLength + TagLength)
            return null;
        var headLength = FixedHead + bytes[1];
        if (ring.Find(Encoding.ASCII.GetString(bytes[FixedHead..headLength])) is not { Use: not TicketKeyUse.Archive } key)
            return null;

        var content = new byte[bytes.Length - headLength - NonceLength - TagLength];
        using var cipher = Cipher(key, direction);
        try
        {
            cipher.Decrypt(
                bytes.Slice(headLength, NonceLength), bytes[(headLength + NonceLength)..^TagLength], bytes[^TagLength..], content, Associated(bytes[..headLength], told));
            return (key, content);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(TicketKey key, byte direction)
    {
        Span<byte> derived = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret.Span, derived, "sign-gateway probe"u8, [direction]);
        var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static byte[] Associated(ReadOnlySpan<byte> head, ReadOnlySpan<byte> told) => [.. head, .. told];
}
