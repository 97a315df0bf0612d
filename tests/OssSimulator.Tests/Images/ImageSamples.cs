namespace OssSimulator.Tests.Images;

/// <summary>Heads of images of 810 by 539 pixels, written from the formats' descriptions.</summary>
internal static class ImageSamples
{
    public const string Png = "89504E470D0A1A0A 0000000D 49484452 0000032A 0000021B 0806000000";
    public const string Gif = "474946383961 2A03 1B02 F70000";
    public const string WebPLossy = "52494646 00010000 57454250 56503820 F4000000 300100 9D012A 2A03 1B02 0000";
    public const string WebPLossless = "52494646 00010000 57454250 5650384C F4000000 2F 29838600 0000000000";
    public const string WebPExtended = "52494646 00010000 57454250 56503858 0A000000 10 000000 290300 1A0200";

    public static string Jpeg(string frameMarker) =>
        $"FFD8 FFE00010 4A46494600010100000100010000 FFFF FE0004 6869 FF01 FF{frameMarker}0011 08 021B 032A 03 012200 021101 031101 FFD9";

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
