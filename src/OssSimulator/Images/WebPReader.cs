using System.Buffers.Binary;

namespace OssSimulator.Images;

/// <summary>The three kinds of WebP keep their size in different places.</summary>
internal static class WebPReader
{
    public static ImageInfo? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30 || !head.StartsWith("RIFF"u8) || !head[8..12].SequenceEqual("WEBP"u8)) return null;
        var chunk = head[12..16];
        if (chunk.SequenceEqual("VP8 "u8)) return Lossy(head[20..]);
        if (chunk.SequenceEqual("VP8L"u8)) return Lossless(head[20..]);
        return chunk.SequenceEqual("VP8X"u8) ? Extended(head[20..]) : null;
    }

    private static ImageInfo? Lossy(ReadOnlySpan<byte> data)
    {
        if (!data[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;
        return Size(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    private static ImageInfo? Lossless(ReadOnlySpan<byte> data)
    {
        if (data[0] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return Size((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static ImageInfo? Extended(ReadOnlySpan<byte> data) => Size(Read24(data[4..]) + 1, Read24(data[7..]) + 1);

    private static int Read24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);

    private static ImageInfo? Size(int width, int height) => new ImageInfo(width, height, "webp");
}
