using OssSimulator.Images;

namespace OssSimulator.Tests.Images;

public sealed class ImageReaderTests
{
    public static TheoryData<string> Frames =>
        [.. "C0 C1 C2 C3 C5 C6 C7 C9 CA CB CD CE CF".Split(' ')];

    public static TheoryData<string, string> Samples => new()
    {
        { "png", ImageSamples.Png },
        { "gif", ImageSamples.Gif },
        { "jpg", ImageSamples.Jpeg("C0") },
        { "webp", ImageSamples.WebPLossy },
        { "webp", ImageSamples.WebPLossless },
        { "webp", ImageSamples.WebPExtended },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void reads_size_and_format(string format, string hex) =>
        Assert.Equal(new ImageInfo(810, 539, format), ImageReader.Read(ImageSamples.Bytes(hex)));

    [Theory]
    [MemberData(nameof(Frames))]
    public void knows_every_frame_header_of_jpeg(string marker) =>
        Assert.Equal(new ImageInfo(810, 539, "jpg"), ImageReader.Read(ImageSamples.Bytes(ImageSamples.Jpeg(marker))));

    [Theory]
    [InlineData("C4")]
    [InlineData("C8")]
    [InlineData("CC")]
    public void takes_no_table_of_jpeg_for_a_frame(string marker) =>
        Assert.Null(ImageReader.Read(ImageSamples.Bytes(ImageSamples.Jpeg(marker))));

    [Theory]
    [MemberData(nameof(Samples))]
    public void finds_nothing_in_a_cut_file(string format, string hex)
    {
        var whole = ImageSamples.Bytes(hex);
        var needed = Enumerable.Range(0, whole.Length + 1).First(length => ImageReader.Read(whole.AsSpan(0, length)) is not null);
        Assert.All(Enumerable.Range(0, needed), length => Assert.Null(ImageReader.Read(whole.AsSpan(0, length))));
        Assert.Equal(format, ImageReader.Read(whole)!.Value.Format);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FFD8")]
    [InlineData("FFD8FFE00001")]
    [InlineData("FFD8FFE0FFFF00")]
    [InlineData("68656C6C6F2C206275636B65742C20686F772061726520796F752068657265")]
    public void finds_nothing_in_what_is_no_image(string hex) => Assert.Null(ImageReader.Read(ImageSamples.Bytes(hex)));
}
