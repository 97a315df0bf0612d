namespace SignGateway.Uploads;

/// <summary>What OSS read out of an image.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Format">OSS's name of the format, such as <c>png</c> or <c>jpg</c>.</param>
public sealed record ImageInfo(int Width, int Height, string Format);
