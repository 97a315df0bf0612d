namespace OssSimulator.Objects;

internal sealed record PartFile(string Name, long Length);
