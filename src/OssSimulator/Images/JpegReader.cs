using System.Buffers.Binary;

namespace OssSimulator.Images;

/// <summary>Walks a JPEG's segments to its frame header.</summary>
internal static class JpegReader
{
    public static ImageInfo? Read(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) return null;
        var at = 2;
        while (at + 1 < head.Length && head[at] == 0xFF)
        {
            var marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (IsStandalone(marker))
            {
                at += 2;
                continue;
            }

            if (at + 4 > head.Length) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            if (IsFrame(marker)) return Frame(head[(at + 4)..]);
            if (length < 2) return null;
            at += 2 + length;
        }

        return null;
    }

    private static bool IsStandalone(byte marker) => marker is 0x01 or >= 0xD0 and <= 0xD8;

    // C4, C8 and CC lie in the range of frame headers but are tables and an extension.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageInfo? Frame(ReadOnlySpan<byte> frame) => frame.Length < 5
        ? null
        : new ImageInfo(BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), "jpg");
}
