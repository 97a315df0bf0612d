namespace OssSimulator.Objects;

/// <summary>The files that make an object together, in order, in the folder of the upload that brought them.</summary>
internal sealed record PartList(string UploadId, IReadOnlyList<PartFile> Files);
