using System.Buffers.Binary;
using System.IO.Compression;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Writes a screenshot with 256 colours, which is all a page of text has, in a third of the bytes.</summary>
internal static class SmallPng
{
    private const int Colors = 256;
    private const int HeaderLength = 13;

    /// <param name="png">Eight bits a channel, with or without alpha, not interlaced: what Chromium makes.</param>
    public static byte[] From(byte[] png)
    {
        var header = Chunks(png).Single(chunk => chunk.Type == "IHDR").Data;
        var (width, height, channels) = (ReadInt(header, 0), ReadInt(header, 4), header[9] == 6 ? 4 : 3);
        var pixels = Pixels(Chunks(png).Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data).ToArray(), width, height, channels);
        var palette = pixels.CountBy(pixel => pixel).OrderByDescending(count => count.Value).Take(Colors).Select(count => count.Key).ToArray();

        var nearest = new Dictionary<int, byte>();
        var rows = new byte[height * (width + 1)];
        for (var at = 0; at < pixels.Length; at++)
        {
            if (!nearest.TryGetValue(pixels[at], out var index))
                nearest[pixels[at]] = index = Nearest(palette, pixels[at]);
            rows[at / width * (width + 1) + 1 + at % width] = index;
        }

        header[8..HeaderLength].AsSpan().Clear();
        (header[8], header[9]) = (8, 3);
        return
        [
            .. PngFormat.Signature,
            .. PngFormat.Chunk("IHDR", header),
            .. PngFormat.Chunk("PLTE", [.. palette.SelectMany(Channels)]),
            .. PngFormat.Chunk("IDAT", Deflate(rows)),
            .. PngFormat.Chunk("IEND", []),
        ];
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        for (var at = PngFormat.Signature.Length; at < png.Length; at += ReadInt(png, at) + 12)
            yield return (System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + ReadInt(png, at))]);
    }

    private static int[] Pixels(byte[] compressed, int width, int height, int channels)
    {
        using var inflated = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var pixels = new int[width * height];
        var (above, row) = (new byte[width * channels], new byte[width * channels]);
        for (var y = 0; y < height; y++, (above, row) = (row, above))
        {
            var filter = inflated.ReadByte();
            inflated.ReadExactly(row);
            Unfilter(filter, row, above, channels);
            for (var x = 0; x < width; x++)
                pixels[y * width + x] = row[x * channels] << 16 | row[x * channels + 1] << 8 | row[x * channels + 2];
        }

        return pixels;
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int channels)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (left, up, corner) = x < channels ? (0, above[x], 0) : (row[x - channels], above[x], above[x - channels]);
            row[x] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static byte Nearest(int[] palette, int pixel) =>
        (byte)Array.IndexOf(palette, palette.MinBy(color => Channels(color).Zip(Channels(pixel), (one, other) => (one - other) * (one - other)).Sum()));

    private static byte[] Channels(int color) => [(byte)(color >> 16), (byte)(color >> 8), (byte)color];

    private static byte[] Deflate(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            zlib.Write(rows);
        return packed.ToArray();
    }

    private static int ReadInt(byte[] from, int at) => BinaryPrimitives.ReadInt32BigEndian(from.AsSpan(at));
}
