using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>What a ticket says in the clear, before anybody opens it. Proves nothing: whoever writes a ticket writes its head.</summary>
/// <param name="Purpose">Where the ticket travels.</param>
/// <param name="KeyId">Which key of a ring seals it.</param>
/// <param name="UploadId">The upload.</param>
public sealed record TicketHead(TicketPurpose Purpose, string KeyId, UploadId UploadId)
{
    private const byte Version = 1;
    private const int MaxKeyId = 16;
    private const int KeyIdAt = 3;
    private const int NonceAndTag = 12 + 16;

    private static readonly SearchValues<byte> KeyIdBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Reads a ticket's head; null for what is not shaped like a ticket.</summary>
    public static TicketHead? Read(string text)
    {
        if (text.Length > Base64Url.GetEncodedLength(TicketSealer.MaxBytes))
            return null;
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var written) != OperationStatus.Done)
            return null;

        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, written);
        if (bytes.Length < KeyIdAt || bytes[0] != Version || !Enum.IsDefined((TicketPurpose)bytes[1]) || bytes[2] is 0 or > MaxKeyId)
            return null;
        if (bytes.Length < KeyIdAt + bytes[2] + UploadId.ByteLength + NonceAndTag)
            return null;
        var keyId = bytes.Slice(KeyIdAt, bytes[2]);
        return keyId.ContainsAnyExcept(KeyIdBytes)
            ? null
            : new TicketHead((TicketPurpose)bytes[1], Encoding.ASCII.GetString(keyId), UploadId.FromBytes(bytes.Slice(KeyIdAt + bytes[2], UploadId.ByteLength)));
    }
}
