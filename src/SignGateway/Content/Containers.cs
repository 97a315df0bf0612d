using System.Buffers.Binary;
using System.Text;

namespace SignGateway.Content;

/// <summary>Formats whose first bytes have to be read, not only compared.</summary>
internal static class Containers
{
    private const int EbmlHeader = 128;
    private static readonly string[] AvifBrands = ["avif", "avis"];
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];
    private static readonly string[] OldQuickTime = ["moov", "mdat", "wide", "free", "skip", "pnot"];

    public static bool IsRiff(ReadOnlySpan<byte> start, ReadOnlySpan<byte> form) => start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith(form);

    // Two letters are too little to know it by: the size of the header behind them is one of few.
    public static bool IsBitmap(ReadOnlySpan<byte> start) =>
        start.StartsWith("BM"u8) && start.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(start[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    public static bool IsMatroska(ReadOnlySpan<byte> start, ReadOnlySpan<byte> type)
    {
        if (!start.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]))
            return false;
        var header = start[..Math.Min(start.Length, EbmlHeader)];
        // The element DocType: its id, its length, its text.
        var at = header.IndexOf<byte>([0x42, 0x82]);
        return at >= 0 && header[(at + 2)..] is [var length, .. var text] && length == (0x80 | type.Length) && text.StartsWith(type);
    }

    /// <summary>What an ISO base media file says it is: AVIF, HEIC, QuickTime or MP4; null if it is none.</summary>
    public static string? MediaBrand(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12)
            return null;
        var box = Encoding.Latin1.GetString(start[4..8]);
        if (box != "ftyp")
            return OldQuickTime.Contains(box, StringComparer.Ordinal) ? "QuickTime" : null;

        var brands = Brands(start);
        if (brands.Exists(AvifBrands.Contains))
            return "AVIF";
        if (brands.Exists(HeicBrands.Contains))
            return "HEIC";
        return brands[0] == "qt  " ? "QuickTime" : "MP4";
    }

    public static bool IsMp3(ReadOnlySpan<byte> start) => start.StartsWith("ID3"u8) || (start.Length >= 4 && IsMp3Frame(start[0], start[1], start[2]));

    // Eleven bits of sync, a version, layer III, and neither a bit rate nor a sampling rate that is none.
    private static bool IsMp3Frame(byte first, byte second, byte third) =>
        first == 0xFF && (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) == 0x02 && (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C;

    // The major one, its version, then those that the file is compatible with.
    private static List<string> Brands(ReadOnlySpan<byte> start)
    {
        List<string> brands = [Encoding.Latin1.GetString(start[8..12])];
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
        for (var at = 16; at + 4 <= end; at += 4)
            brands.Add(Encoding.Latin1.GetString(start.Slice(at, 4)));
        return brands;
    }
}
