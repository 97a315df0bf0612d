namespace OssSimulator.Images;

internal readonly record struct ImageInfo(int Width, int Height, string Format);
