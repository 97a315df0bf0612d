using System.Buffers.Binary;

namespace OssSimulator.Images;

/// <summary>Size and format of an image from the head of its file; nothing if it is none of the known kinds or too short to tell.</summary>
internal static class ImageReader
{
    // Long enough to pass the largest usual EXIF and colour profile segments in front of a JPEG's frame header.
    private const int HeadLength = 1024 * 1024;

    public static async Task<ImageInfo?> ReadAsync(Stream content)
    {
        var head = new byte[(int)Math.Min(HeadLength, content.Length)];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        return Read(head.AsSpan(0, length));
    }

    public static ImageInfo? Read(ReadOnlySpan<byte> head)
    {
        var info = Png(head) ?? Gif(head) ?? WebPReader.Read(head) ?? JpegReader.Read(head);
        return info is { Width: > 0, Height: > 0 } ? info : null;
    }

    private static ImageInfo? Png(ReadOnlySpan<byte> head) =>
        head.Length >= 24 && IsPng(head)
            ? new ImageInfo(BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]), "png")
            : null;

    private static bool IsPng(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && head[12..16].SequenceEqual("IHDR"u8);

    private static ImageInfo? Gif(ReadOnlySpan<byte> head) =>
        head.Length >= 10 && (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            ? new ImageInfo(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), "gif")
            : null;
}
